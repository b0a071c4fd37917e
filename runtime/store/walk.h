#pragma once

#include <rocksdb/db.h>

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>

// Internal to this folder.

namespace sdg::store {

using RecordFinder = std::function<void(std::size_t place, std::string_view value)>;

/// Tells the records of these keys by their places, going from one to the next. The keys ascend and begin with
/// `prefix`. Returns the place from which on damage keeps it from looking; behind the last where nothing does.
std::size_t walk(rocksdb::DB& db, std::string_view prefix, std::span<const std::string> keys,
                 const RecordFinder& found);

}  // namespace sdg::store
