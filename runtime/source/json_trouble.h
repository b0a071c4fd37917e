#pragma once

#include <string>
#include <string_view>

namespace sdg::source {

/// What is wrong with the JSON of one row. The caller says the line of the file, so the row's own first line is left
/// out.
inline std::string no_json(std::string why) {
  constexpr std::string_view kFirstLine = "at line 1, column ";
  if (const auto place = why.find(kFirstLine); place != why.npos) why.replace(place, kFirstLine.size(), "at column ");
  return "this is no JSON: " + why;
}

}  // namespace sdg::source
