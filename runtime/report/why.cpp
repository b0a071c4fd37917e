#include "runtime/report/why.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/diag/display_line.h"

namespace sdg::report {
namespace {

constexpr std::size_t kLongestText = 160;

std::string shown(const std::string& text) {
  if (text.empty()) return "nothing";
  auto line = diag::printable(text);
  const diag::DisplayLine whole(line, 8);
  return whole.width() > kLongestText ? whole.text({0, kLongestText}) + "…" : line;
}

void append_difference(std::string& out, const ExplainedCell& cell) {
  if (cell.differences.empty()) return;
  const auto& first = cell.differences.front();
  const auto whose = cell.nearest.empty() ? std::string("an answer of this row") : diag::printable(cell.nearest);
  out += fmt::format("    nearest is {}; the first that differs is `{}`\n", whose, diag::printable(first.component));
  out += fmt::format("      stored  {}\n      now     {}\n", shown(first.before), shown(first.now));
  for (std::size_t i = 1; i < cell.differences.size(); ++i) {
    out += fmt::format("      also `{}`\n", diag::printable(cell.differences[i].component));
  }
}

void append_recipe(std::string& out, const ExplainedCell& cell) {
  std::size_t width = 3;
  for (const auto& [component, text] : cell.recipe) width = std::max(width, component.size());
  out += fmt::format("    {:<{}}  {}\n", "key", width, cell.key);
  for (const auto& [component, text] : cell.recipe) {
    out += fmt::format("    {:<{}}  {}\n", diag::printable(component), width, shown(text));
  }
}

}  // namespace

std::string to_text(const ExplainedRow& row) {
  auto out = fmt::format("row {} of `{}`: {}\n", diag::printable(row.key), diag::printable(row.dataset), row.verdict);
  for (const auto& cell : row.cells) {
    out += fmt::format("  {} ({}{}): {}\n", diag::printable(cell.column), diag::printable(cell.model),
                       cell.is_of_row_above ? ", above `each`" : "", cell.verdict);
    append_difference(out, cell);
    append_recipe(out, cell);
  }
  for (const auto& column : row.open) {
    out += fmt::format("  {}: depends on answers that are not there\n", diag::printable(column));
  }
  return out;
}

}  // namespace sdg::report
