#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "runtime/store/store_failure.h"

namespace sdg::store {

struct Repaired {
  /// Where the files went that could not be used as they were; empty where the store was sound.
  std::filesystem::path set_aside;
  std::uint64_t logs_set_aside = 0;
  /// RocksDB's list of tables had to be made anew from the tables.
  bool catalogue_rebuilt = false;
  /// Places in tables that could not be read and were left out.
  std::uint64_t damaged_places = 0;
  /// Records that were known to be on the disk and are gone. What a row needs of them is asked again.
  std::uint64_t lost_entries = 0;
};

/// Makes a store that is refused, or has damaged places, one that can be used, and keeps all of it that can be read.
/// Nothing is deleted. Fails with Held where a run has it.
StoreResult<Repaired> repair_store(const std::filesystem::path& folder, const std::string& command);

}  // namespace sdg::store
