#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "compiler/plan/value.h"
#include "compiler/source/result.h"

namespace sdg::eval {

/// Where a row stood in one of the things that `from` names.
struct RowPlace {
  std::uint64_t number = 0;   // from 0, before `shuffle`, `slice` and `cycle`; in its file where `file` is set
  std::string_view file;      // of a glob: its path from the pipeline's folder
  std::string_view upstream;  // of a dataset's row: that row's own key, instead of the number
};

/// The key that a `key` line gives: its values, each with its kind, so that 1 and "1" differ. Fails on what can be no
/// key: floats, lists, records and the like.
Result<std::string> explicit_row_key(std::span<const plan::Value> values);

/// The key of a row without a `key` line: the dataset and the row's places, one per name in `from`. Without `from` the
/// one place is the row's index.
std::string default_row_key(std::string_view dataset, std::span<const RowPlace> places);

/// The key of a row below an `each` without a `key` line: that of the row above, and the position in its list.
std::string child_row_key(std::string_view parent, std::uint64_t position);

/// A key as JSON for people: one value bare, several as a list; of a default key the places alone. `3`, `["p1",3]`.
std::string row_key_json(std::string_view key);

}  // namespace sdg::eval
