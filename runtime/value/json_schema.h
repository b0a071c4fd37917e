#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "compiler/plan/type.h"

namespace sdg::value {

/// Which JSON Schema is understood.
enum class Dialect : std::uint8_t {
  Full,          // 2020-12
  OpenAiStrict,  // the subset of structured outputs: all fields required, no extra ones, an object at the root
};

/// The field that holds the value where a dialect wants an object at the root.
constexpr std::string_view kWrapperField = "value";

/// A type as JSON Schema.
struct JsonSchema {
  std::string text;
  bool wrapped = false;     // the value is the one field, kWrapperField, of the object that is asked for
  bool expressible = true;  // false: the dialect has no words for the type, or the schema is beyond its limits
};

/// The one mapping of types to JSON Schema: equal types give equal bytes, which are part of what a cell is known by.
JsonSchema json_schema(const plan::TypeTable& types, plan::TypeId type, Dialect dialect);

}  // namespace sdg::value
