#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/store/records.h"

namespace sdg::store {

// The values of the store, as FORMAT.md describes them. What does not decode is nothing, never a guess.

/// A cell's value is a row of records, so that an attempt is added by appending bytes.
void append_recipe(std::string& value, std::string_view recipe);
void append_attempt(std::string& value, std::uint32_t number, const Attempt& attempt);
void append_allowance(std::string& value, std::uint32_t extra);
std::optional<Entry> decode_entry(std::string_view value);

std::string encode_row(const RowRecord& row);
std::optional<RowRecord> decode_row(std::string_view value);

/// The id is in the key.
std::string encode_run(const RunRecord& run);
std::optional<RunRecord> decode_run(std::string_view id, std::string_view value);

std::string encode_amount(std::int64_t amount);
std::optional<std::int64_t> decode_amount(std::string_view value);

}  // namespace sdg::store
