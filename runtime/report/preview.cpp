#include "runtime/report/preview.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/diag/display_line.h"

namespace sdg::report {
namespace {

/// Each line of a text behind a margin: what the data says cannot be taken for what sdgc says.
void append_block(std::string& out, const std::string& name, const std::string& text, std::size_t width) {
  std::string first = diag::printable(name);
  for (std::size_t begin = 0; begin <= text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    out += fmt::format("    {:<{}} │ {}\n", first, width, diag::printable(text.substr(begin, end - begin)));
    first.clear();
    begin = end + 1;
  }
}

void append_cell(std::string& out, const PreviewCell& cell) {
  constexpr std::size_t width = 9;
  out += fmt::format("  {} asks {}\n", diag::printable(cell.column), diag::printable(cell.model));
  for (const auto& [role, text] : cell.messages) append_block(out, role, text, width);
  append_block(out, cell.failed ? "failed" : "→", cell.answer, width);
}

void append_row(std::string& out, const PreviewRow& row) {
  out += fmt::format("  row {}{}\n", diag::printable(row.key), row.verdict.empty() ? "" : ": " + row.verdict);
  std::size_t width = 0;
  for (const auto& [column, text] : row.values) width = std::max(width, column.size());
  for (const auto& [column, text] : row.values) append_block(out, column, text, width);
}

}  // namespace

std::string to_text(const PreviewCandidate& candidate) {
  auto out = diag::printable(candidate.dataset) + "\n";
  for (const auto& cell : candidate.cells) append_cell(out, cell);
  for (const auto& row : candidate.rows) append_row(out, row);
  return out;
}

}  // namespace sdg::report
