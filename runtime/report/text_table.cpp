#include "runtime/report/text_table.h"

#include <algorithm>

#include "compiler/diag/display_line.h"

namespace sdg::report {

std::size_t width_of(const std::string& text) { return diag::DisplayLine(text, 8).width(); }

void append_table(std::string& out, const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths(rows.front().size());
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width_of(row[i]));
  }
  for (const auto& row : rows) {
    out += " ";
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string blanks(widths[i] - width_of(row[i]), ' ');
      out += " " + (i == 0 ? row[i] + blanks : " " + blanks + row[i]);
    }
    out += "\n";
  }
}

}  // namespace sdg::report
