#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace sdg::test {

/// Names each member of a JSON object with the text of its value, reading no further than the commas demand. False
/// where `text` is no object. Names with escapes are given as they are written.
bool for_each_member(std::string_view text, const std::function<void(std::string_view, std::string_view)>& member);

void append_json_string(std::string& out, std::string_view text);

}  // namespace sdg::test
