#pragma once

#include <nlohmann/json_fwd.hpp>

#include "compiler/plan/type.h"

namespace sdg::cli {

inline constexpr const char* kSchemaDialect = "https://json-schema.org/draft/2020-12/schema";

/// A type as JSON Schema, by the one mapping there is.
nlohmann::ordered_json schema_of(const plan::TypeTable& types, plan::TypeId type);

}  // namespace sdg::cli
