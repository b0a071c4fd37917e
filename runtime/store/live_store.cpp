#include "runtime/store/live_store.h"

#include <fmt/format.h>
#include <rocksdb/write_batch.h>

#include <chrono>
#include <filesystem>
#include <system_error>

#include "runtime/store/database.h"
#include "runtime/store/guarded_file_system.h"
#include "runtime/store/key_bytes.h"
#include "runtime/store/record_bytes.h"
#include "runtime/store/status.h"

namespace sdg::store {
namespace {

// What a power cut may take.
constexpr std::chrono::milliseconds kSyncDelay{200};
constexpr std::size_t kSyncRows = 64;

// What RocksDB needs to start with, both its buffers written out. With less a run would end before it began.
constexpr std::uintmax_t kLeastSpace = std::uintmax_t{32} << 20;

// Of an entry without its long texts.
constexpr std::size_t kUsualFrame = 200;

/// Nothing where there is enough, or the file system does not say.
std::optional<StoreFailure> too_little_space(const std::string& folder) {
  std::error_code error;
  const auto space = std::filesystem::space(folder, error);
  if (error || space.available >= kLeastSpace) return std::nullopt;
  return StoreFailure{
      StoreError::NoSpace,
      fmt::format("the disk of the store `{}` has {} MB left, and a run needs {} MB for the store alone; "
                  "free some space, or choose another disk with --store DIR",
                  folder, space.available >> 20, kLeastSpace >> 20)};
}

void add(rocksdb::WriteBatch& writes, const NewAttempt& added) {
  std::string value;
  value.reserve(kUsualFrame + added.recipe.size() + added.attempt.reply.size());
  if (added.number == 0) append_recipe(value, added.recipe);
  append_attempt(value, added.number, added.attempt);
  const auto key = cell_key_bytes(added.cell);
  if (added.number == 0) {
    writes.Put(key, value);
  } else {
    writes.Merge(key, value);
  }
}

void add(rocksdb::WriteBatch& writes, const Allowance& allowance) {
  std::string value;
  append_allowance(value, allowance.extra);
  writes.Merge(cell_key_bytes(allowance.cell), value);
}

void add(rocksdb::WriteBatch& writes, const Batch& batch) {
  for (const auto& attempt : batch.attempts) add(writes, attempt);
  for (const auto& allowance : batch.allowances) add(writes, allowance);
  for (const auto& row : batch.rows) writes.Put(row_key_bytes(row.dataset, row.key), encode_row(row.record));
  for (const auto& spending : batch.spending) {
    writes.Merge(spent_key_bytes(spending.dataset), encode_amount(spending.nano_dollars));
  }
}

}  // namespace

LiveStore::LiveStore(const std::filesystem::path& folder, const StoreOptions& options, OwnerFile owner)
    : ReadableStore(folder),
      owner_(std::move(owner)),
      sync_mode_(options.sync),
      ballast_(folder / "BALLAST", options.ballast_bytes),
      synced_(folder),
      env_(rocksdb::NewCompositeEnv(make_guarded_file_system(ballast_, health_))) {}

LiveStore::~LiveStore() {
  group_sync_.reset();
  if (!db_) return;
  if (writes_ > 0 && db_->Flush({}).ok()) synced_.raise(db_->GetLatestSequenceNumber());
  db_.reset();
}

StoreResult<std::uint64_t> LiveStore::open() {
  if (auto failure = too_little_space(folder_)) return *std::move(failure);
  ballast_.fill();
  rocksdb::DB* db = nullptr;
  const auto status = rocksdb::DB::Open(writer_options(folder_, env_.get()), database_folder(folder_).string(), &db);
  if (!status.ok()) return failed_to_open(folder_, status);
  db_.reset(db);
  const auto lost = count_lost_entries();
  auto ensured = ensure_format();
  if (!ensured) return ensured.take_failure();
  if (sync_mode_ == SyncMode::Grouped) {
    // What fails here is tried again at the next tick, and told by the next commit or sync.
    group_sync_.emplace([this] { (void)sync_log(); }, kSyncDelay, kSyncRows);
  }
  return lost;
}

StoreResult<void> LiveStore::ensure_format() {
  auto known = has_our_format(*db_, folder_);
  if (!known) return known.take_failure();
  if (*known) return {};
  const auto status = write_format(*db_);
  if (!status.ok()) return failed_to_write(folder_, status);
  return make_whole();
}

std::uint64_t LiveStore::count_lost_entries() {
  const auto recovered = db_->GetLatestSequenceNumber();
  const auto promised = synced_.read().value_or(0);
  // Told once: from here on the promise is what was found.
  if (promised != recovered) synced_.write(recovered);
  return promised > recovered ? promised - recovered : 0;
}

StoreResult<void> LiveStore::commit(std::span<const Batch> batches) {
  rocksdb::WriteBatch writes;
  std::uint64_t attempts = 0;
  std::uint64_t rows = 0;
  for (const auto& batch : batches) {
    add(writes, batch);
    attempts += batch.attempts.size();
    rows += batch.rows.size();
  }
  if (writes.Count() == 0) return {};
  auto written = write(writes);
  if (!written) return written;
  attempts_ += attempts;
  rows_ += rows;
  if (group_sync_) group_sync_->wrote(rows);
  return {};
}

StoreResult<void> LiveStore::put_run(const RunRecord& run) {
  rocksdb::WriteBatch writes;
  writes.Put(run_key_bytes(run.id), encode_run(run));
  auto written = write(writes);
  if (written && group_sync_) group_sync_->wrote(1);
  return written;
}

StoreResult<void> LiveStore::erase(const Sweep& sweep) {
  rocksdb::WriteBatch writes;
  for (const auto& cell : sweep.cells) writes.Delete(cell_key_bytes(cell));
  for (const auto& [dataset, key] : sweep.rows) writes.Delete(row_key_bytes(dataset, key));
  auto written = write(writes);
  if (written && group_sync_) group_sync_->wrote(1);
  return written;
}

StoreResult<void> LiveStore::write(rocksdb::WriteBatch& writes) {
  // A log with a hole takes no more records: first the memory must be safe in a table and the log a new one.
  if (health_.failure()) {
    auto whole = make_whole();
    if (!whole) return whole;
  }
  rocksdb::WriteOptions options;
  options.sync = sync_mode_ == SyncMode::Always;
  const auto status = db_->Write(options, &writes);
  if (!status.ok()) return failed_to_write(folder_, status);
  ++writes_;
  if (health_.failure()) return make_whole();
  if (options.sync) synced_.raise(db_->GetLatestSequenceNumber());
  return {};
}

/// Makes up for records that the log could not take: they are in memory, and go to a table now.
StoreResult<void> LiveStore::make_whole() {
  const std::lock_guard lock(healing_);
  while (const auto failure = health_.failure()) {
    const auto generation = health_.generation();
    rocksdb::FlushOptions options;
    options.allow_write_stall = true;  // else it waits for the very flushes that have no space
    if (!db_->Flush(options).ok()) return *failure;
    health_.heal(generation);
  }
  return {};
}

StoreResult<void> LiveStore::sync() { return sync_log(); }

StoreResult<void> LiveStore::sync_log() {
  // Both are read before the sync: what is written during it may or may not be on the disk.
  const auto writes = writes_.load();
  if (writes == synced_writes_) return {};
  const auto sequence = db_->GetLatestSequenceNumber();
  // An empty synced write and not SyncWAL: it stands in the queue of writes, so it never meets a log that is just
  // being changed, and fails as a write does.
  rocksdb::WriteOptions options;
  options.sync = true;
  rocksdb::WriteBatch nothing;
  const auto status = db_->Write(options, &nothing);
  if (!status.ok()) return failed_to_write(folder_, status);
  auto whole = make_whole();
  if (!whole) return whole;
  synced_.raise(sequence);
  synced_writes_ = writes;
  ++syncs_;
  return {};
}

StoreStatistics LiveStore::statistics() const {
  auto statistics = ReadableStore::statistics();
  statistics.attempts_written = attempts_;
  statistics.rows_written = rows_;
  statistics.syncs = syncs_;
  return statistics;
}

}  // namespace sdg::store
