#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace sdg::report {

/// How many cells of a terminal a text takes.
std::size_t width_of(const std::string& text);
/// A heading and rows of as many cells, in columns: names to the left, numbers to the right.
void append_table(std::string& out, const std::vector<std::vector<std::string>>& rows);

}  // namespace sdg::report
