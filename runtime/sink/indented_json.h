#pragma once

#include <string>
#include <string_view>

namespace sdg::sink {

/// Appends JSON that has no blanks, a value a line: each level is `blanks` further in, the whole `depth` levels.
void append_indented(std::string& out, std::string_view json, std::size_t blanks, std::size_t depth);

}  // namespace sdg::sink
