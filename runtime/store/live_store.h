#pragma once

#include <rocksdb/env.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>

#include "runtime/store/ballast.h"
#include "runtime/store/group_sync.h"
#include "runtime/store/log_health.h"
#include "runtime/store/owner_file.h"
#include "runtime/store/readable_store.h"
#include "runtime/store/rocksdb_store.h"
#include "runtime/store/synced_file.h"

// Internal to this folder.

namespace sdg::store {

/// A store that this process owns and writes.
class LiveStore : public ReadableStore {
 public:
  LiveStore(const std::filesystem::path& folder, const StoreOptions& options, OwnerFile owner);
  /// Writes its memory to a table, so that the next run opens without reading a log.
  ~LiveStore() override;

  /// To be called once, before anything else. The number of entries that were synced and are gone.
  StoreResult<std::uint64_t> open();
  const std::optional<Owner>& dead_owner() const { return owner_.dead_owner(); }

  StoreResult<void> commit(std::span<const Batch> batches) override;
  StoreResult<void> put_run(const RunRecord& run) override;
  StoreResult<void> erase(const Sweep& sweep) override;
  StoreResult<void> sync() override;
  bool space_is_short() const override { return ballast_.released(); }
  StoreStatistics statistics() const override;

 private:
  StoreResult<void> ensure_format();
  std::uint64_t count_lost_entries();
  StoreResult<void> write(rocksdb::WriteBatch& writes);
  StoreResult<void> make_whole();
  StoreResult<void> sync_log();

  // The order is that of dependence: what is declared later uses what is declared before.
  OwnerFile owner_;
  SyncMode sync_mode_;
  Ballast ballast_;
  LogHealth health_;
  SyncedFile synced_;
  std::unique_ptr<rocksdb::Env> env_;
  std::mutex healing_;
  std::atomic<std::uint64_t> writes_ = 0;
  std::atomic<std::uint64_t> synced_writes_ = 0;
  std::atomic<std::uint64_t> attempts_ = 0;
  std::atomic<std::uint64_t> rows_ = 0;
  std::atomic<std::uint64_t> syncs_ = 0;
  std::optional<GroupSync> group_sync_;
};

}  // namespace sdg::store
