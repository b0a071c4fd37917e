#pragma once

#include <optional>
#include <string_view>

#include "compiler/plan/value.h"
#include "runtime/value/json_reader.h"

namespace sdg::value {

/// The JSON in what a model wrote: after `</think>`, inside a code fence, with prose around it, with comments, trailing
/// commas, single quotes or line breaks in strings. `wanted` is Record or List where only such a value will do. A value
/// that breaks off with the text is reported as cut, and never repaired or replaced by a part of itself.
Result<plan::Value, JsonFailure> find_json(std::string_view reply, std::optional<plan::ValueKind> wanted = {});

}  // namespace sdg::value
