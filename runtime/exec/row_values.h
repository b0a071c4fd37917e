#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/plan/value.h"

namespace sdg::exec {

/// What a needed cell of a row came to: a value, or the stable name of why there is none.
struct RowValue {
  plan::Value value;
  std::string cause;
  bool failed() const { return !cause.empty(); }
};

/// A row's values as they stand in its record in the store. Every kind of value reads back as what it was.
std::string encode_row_values(const std::vector<RowValue>& values);
/// Nothing where the bytes are not of this version, or not whole.
std::optional<std::vector<RowValue>> decode_row_values(std::string_view bytes);

/// One value in the same form: equal bytes are equal values. Part of row fingerprints.
void append_value(std::string& out, const plan::Value& value);

}  // namespace sdg::exec
