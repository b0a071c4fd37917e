#pragma once

#include "compiler/plan/json_reader.h"

namespace sdg::value {

// Reading JSON is the compiler's too (parse_json, folding), so it lives there.
using plan::JsonFailure;
using plan::JsonRules;
using plan::read_json;

}  // namespace sdg::value
