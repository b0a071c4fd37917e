#pragma once

#include <rocksdb/db.h>

#include <cstdint>
#include <functional>
#include <string_view>

// Internal to this folder.

namespace sdg::store {

/// Return false to stop.
using RecordVisitor = std::function<bool(std::string_view key, std::string_view value)>;

struct Scanned {
  rocksdb::Status status;
  std::uint64_t damaged_places = 0;
};

/// Visits what begins with `prefix`, in the order of the keys. A damaged place is passed over: the next place that can
/// be read is found by halving what the eight bytes behind the prefix span. Cell keys spread evenly there and rows
/// stand by their number, so little more than the damaged block is missed; keys that share those bytes are missed
/// together.
Scanned scan(rocksdb::DB& db, std::string_view prefix, const RecordVisitor& visit);

}  // namespace sdg::store
