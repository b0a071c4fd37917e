#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace sdg::report {

/// On one line, with its end; what is no UTF-8 is replaced, because an event must not fail for what it tells.
std::string json_line(const nlohmann::ordered_json& event);

}  // namespace sdg::report
