#include "runtime/report/json_line.h"

#include <nlohmann/json.hpp>

namespace sdg::report {

std::string json_line(const nlohmann::ordered_json& event) {
  return event.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace sdg::report
