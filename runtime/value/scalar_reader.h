#pragma once

#include <string_view>

#include "runtime/value/conform.h"

namespace sdg::value {

/// The string, number, bool, time or literal that a whole reply is, blanks around it left out. Quotes around a word and
/// its case do not matter, `7.0` is an int; `7/10` or a sentence is a violation.
Result<plan::Value, Violations> read_scalar(const Conformer& conformer, plan::TypeId type, std::string_view reply);

}  // namespace sdg::value
