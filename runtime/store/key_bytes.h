#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "runtime/store/records.h"

namespace sdg::store {

// The keys of the one column family, as FORMAT.md describes them.

inline constexpr std::string_view kCellPrefix = "c";
inline constexpr std::string_view kRowPrefix = "r";
inline constexpr std::string_view kFormatKey = "mformat";
inline constexpr std::string_view kRunPrefix = "mrun/";
inline constexpr std::string_view kSpentPrefix = "mspent/";

std::string cell_key_bytes(const CellKey& key);
/// Nothing where `bytes` is not the key of a cell.
std::optional<CellKey> read_cell_key(std::string_view bytes);

/// What all rows of `dataset` begin with and no other key does.
std::string row_prefix(std::string_view dataset);
/// The key stands from its last byte to its first: a row's number ends it, lowest byte first, so the rows of one
/// numbered input lie in their order. Those of a product, or of several files, do not.
std::string row_key_bytes(std::string_view dataset, std::string_view key);
/// The row key that stands behind the prefix.
std::string read_row_key(std::string_view bytes, std::string_view prefix);
/// The dataset that a row's key names; nothing where `bytes` is not the key of a row.
std::optional<std::string_view> read_row_dataset(std::string_view bytes);

std::string run_key_bytes(std::string_view id);
std::string spent_key_bytes(std::string_view dataset);

/// The least string above all that begin with `prefix`; empty where there is none.
std::string after_prefix(std::string_view prefix);

}  // namespace sdg::store
