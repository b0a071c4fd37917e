#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "runtime/store/store.h"

namespace sdg::store {

enum class SyncMode : std::uint8_t {
  Grouped,  // at most 200 ms or 64 rows after a write
  Always,   // before each commit returns
};

struct StoreOptions {
  SyncMode sync = SyncMode::Grouped;
  /// Take the store from an owner on another host, of whom nobody here can say whether it is alive.
  bool take_over = false;
  /// Shown to whoever finds the store held.
  std::string command;
  /// Space held back for the replies in flight when the disk becomes full; 0: none.
  std::uint64_t ballast_bytes = std::uint64_t{64} << 20;
};

struct OpenedStore {
  std::unique_ptr<Store> store;
  /// Records that had been synced and are gone: the disk lost or damaged them. They are misses now.
  std::uint64_t lost_entries = 0;
  /// Who held the store before and is dead; empty where it had been closed.
  std::string dead_owner;
};

/// Opens the store in `folder` for this process alone, making it where there is none.
StoreResult<OpenedStore> open_store(const std::filesystem::path& folder, const StoreOptions& options);

/// Opens it for reading, also while a run is live; `refresh` follows that run. Writes nothing into `folder`.
StoreResult<std::unique_ptr<Store>> open_read_only(const std::filesystem::path& folder);

/// Whether a store was ever made in `folder`.
bool store_exists(const std::filesystem::path& folder);

}  // namespace sdg::store
