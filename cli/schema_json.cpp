#include "cli/schema_json.h"

#include <nlohmann/json.hpp>

#include "runtime/value/json_schema.h"

namespace sdg::cli {

nlohmann::ordered_json schema_of(const plan::TypeTable& types, plan::TypeId type) {
  return nlohmann::ordered_json::parse(value::json_schema(types, type, value::Dialect::Full).text);
}

}  // namespace sdg::cli
