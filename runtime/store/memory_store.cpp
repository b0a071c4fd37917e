#include "runtime/store/memory_store.h"

#include <map>
#include <mutex>

namespace sdg::store {
namespace {

class MemoryStore : public Store {
 public:
  using Store::commit;

  std::optional<Entry> find(const CellKey& key) const override;
  std::optional<RowRecord> find_row(std::string_view dataset, std::string_view key) const override;
  std::int64_t spent(std::string_view dataset) const override;
  StoreResult<void> commit(std::span<const Batch> batches) override;
  StoreResult<void> put_run(const RunRecord& run) override;
  StoreResult<void> erase(const Sweep& sweep) override;
  StoreResult<void> sync() override;
  StoreResult<void> visit_cells(const CellVisitor& visit) const override;
  StoreResult<void> visit_rows(std::string_view dataset, const RowVisitor& visit) const override;
  StoreResult<std::vector<std::string>> datasets() const override;
  StoreResult<std::vector<RunRecord>> runs() const override;
  StoreStatistics statistics() const override;

 private:
  using Rows = std::map<RowKey, RowRecord, std::less<>>;

  void keep(const NewAttempt& added);
  void keep(const Batch& batch);

  mutable std::mutex mutex_;
  std::map<CellKey, Entry> cells_;
  std::map<std::string, Rows, std::less<>> rows_;
  std::map<std::string, std::int64_t, std::less<>> spent_;
  std::map<std::string, RunRecord> runs_;
  mutable StoreStatistics counts_;
};

std::optional<Entry> MemoryStore::find(const CellKey& key) const {
  const std::lock_guard lock(mutex_);
  const auto found = cells_.find(key);
  ++(found == cells_.end() ? counts_.cell_misses : counts_.cell_hits);
  if (found == cells_.end()) return std::nullopt;
  return found->second;
}

std::optional<RowRecord> MemoryStore::find_row(std::string_view dataset, std::string_view key) const {
  const std::lock_guard lock(mutex_);
  const auto rows = rows_.find(dataset);
  if (rows == rows_.end()) return std::nullopt;
  const auto row = rows->second.find(key);
  if (row == rows->second.end()) return std::nullopt;
  return row->second;
}

std::int64_t MemoryStore::spent(std::string_view dataset) const {
  const std::lock_guard lock(mutex_);
  const auto found = spent_.find(dataset);
  return found == spent_.end() ? 0 : found->second;
}

void MemoryStore::keep(const NewAttempt& added) {
  auto& entry = cells_[added.cell];
  if (added.number == 0) entry = {added.recipe, {}, 0};
  if (added.number == entry.attempts.size()) entry.attempts.push_back(added.attempt);
  if (entry.attempts.empty()) cells_.erase(added.cell);
  ++counts_.attempts_written;
}

void MemoryStore::keep(const Batch& batch) {
  for (const auto& added : batch.attempts) keep(added);
  for (const auto& allowance : batch.allowances) {
    const auto entry = cells_.find(allowance.cell);
    if (entry != cells_.end()) entry->second.extra_attempts += allowance.extra;
  }
  for (const auto& row : batch.rows) rows_[row.dataset].insert_or_assign(row.key, row.record);
  for (const auto& spending : batch.spending) spent_[spending.dataset] += spending.nano_dollars;
  counts_.rows_written += batch.rows.size();
}

StoreResult<void> MemoryStore::commit(std::span<const Batch> batches) {
  const std::lock_guard lock(mutex_);
  for (const auto& batch : batches) keep(batch);
  return {};
}

StoreResult<void> MemoryStore::put_run(const RunRecord& run) {
  const std::lock_guard lock(mutex_);
  runs_.insert_or_assign(run.id, run);
  return {};
}

StoreResult<void> MemoryStore::erase(const Sweep& sweep) {
  const std::lock_guard lock(mutex_);
  for (const auto& cell : sweep.cells) cells_.erase(cell);
  for (const auto& [dataset, key] : sweep.rows) {
    const auto rows = rows_.find(dataset);
    if (rows == rows_.end()) continue;
    rows->second.erase(key);
    if (rows->second.empty()) rows_.erase(rows);
  }
  return {};
}

StoreResult<void> MemoryStore::sync() {
  const std::lock_guard lock(mutex_);
  ++counts_.syncs;
  return {};
}

// The visits copy first: a visitor may call the store.

StoreResult<void> MemoryStore::visit_cells(const CellVisitor& visit) const {
  std::unique_lock lock(mutex_);
  const auto cells = cells_;
  lock.unlock();
  for (const auto& [key, entry] : cells) {
    if (!visit(key, entry)) break;
  }
  return {};
}

StoreResult<void> MemoryStore::visit_rows(std::string_view dataset, const RowVisitor& visit) const {
  std::unique_lock lock(mutex_);
  const auto found = rows_.find(dataset);
  const Rows rows = found == rows_.end() ? Rows{} : found->second;
  lock.unlock();
  for (const auto& [key, row] : rows) {
    if (!visit(key, row)) break;
  }
  return {};
}

StoreResult<std::vector<std::string>> MemoryStore::datasets() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> names;
  for (const auto& [name, rows] : rows_) names.push_back(name);
  return names;
}

StoreResult<std::vector<RunRecord>> MemoryStore::runs() const {
  const std::lock_guard lock(mutex_);
  std::vector<RunRecord> all;
  for (const auto& [id, run] : runs_) all.push_back(run);
  return all;
}

StoreStatistics MemoryStore::statistics() const {
  const std::lock_guard lock(mutex_);
  StoreStatistics statistics = counts_;
  statistics.records = cells_.size() + runs_.size();
  for (const auto& [name, rows] : rows_) statistics.records += rows.size();
  return statistics;
}

}  // namespace

std::unique_ptr<Store> make_memory_store() { return std::make_unique<MemoryStore>(); }

}  // namespace sdg::store
