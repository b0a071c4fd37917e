#pragma once

#include <string_view>

#include "compiler/plan/type.h"
#include "runtime/value/conform.h"

namespace sdg::source {

/// What the text of a cell is as far as it can be told without its column: what a column without a type is made of.
enum class CellKind { Empty, Bool, Int, Float, String };
/// `007` and `+1` are strings: they would not come back as they were.
CellKind kind_of_cell(std::string_view cell);

/// The value of a cell, to be conformed with its row. An empty one is null, and the empty string for a `string`.
Result<plan::Value, value::Violations> read_cell(const value::Conformer& conformer, plan::TypeId type,
                                                 std::string_view cell);

}  // namespace sdg::source
