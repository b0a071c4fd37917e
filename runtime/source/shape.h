#pragma once

#include <string_view>
#include <vector>

#include "compiler/plan/value.h"
#include "compiler/source/schema_reader.h"
#include "runtime/source/csv_cell.h"

namespace sdg::source {

/// The shape of one JSON value.
Shape shape_of(const plan::Value& value);

/// A shape that both fit. Int widens to float, null makes optional, a field that one of them lacks is optional, and
/// what has nothing in common is `json`.
Shape merge(Shape a, Shape b);

/// A column by the kinds of its cells: an empty cell is null where the column is no string.
Shape shape_of_column(const std::vector<CellKind>& kinds);

}  // namespace sdg::source
