#pragma once

#include <string_view>

#include "compiler/plan/encoder.h"
#include "compiler/plan/value.h"

namespace sdg::plan {

/// A value in the canonical encoding: of another kind, other bytes. The order of a record's fields counts.
void encode_value(Encoder& encoder, std::string_view tag, const Value& value);

}  // namespace sdg::plan
