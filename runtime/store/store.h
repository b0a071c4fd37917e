#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/store/batch.h"
#include "runtime/store/records.h"
#include "runtime/store/store_failure.h"

namespace sdg::store {

/// What a store has done since it was opened, and how much it holds.
struct StoreStatistics {
  std::uint64_t cell_hits = 0;
  std::uint64_t cell_misses = 0;
  std::uint64_t unreadable = 0;  // records on a damaged place, served as misses
  std::uint64_t attempts_written = 0;
  std::uint64_t rows_written = 0;
  std::uint64_t syncs = 0;
  std::uint64_t records = 0;        // about; cells, rows and runs
  std::uint64_t bytes_on_disk = 0;  // 0 in memory
};

/// Rows and cells to be forgotten.
struct Sweep {
  std::vector<CellKey> cells;
  std::vector<std::pair<std::string, RowKey>> rows;  // dataset, key
};

/// Where cells and decided rows live. Everything that survives the process goes through here.
/// Any thread may call anything at any time; all but those that find may wait for the disk.
class Store {
 public:
  /// Return false to stop the visit.
  using CellVisitor = std::function<bool(const CellKey&, Entry)>;
  using RowVisitor = std::function<bool(std::string_view key, RowRecord)>;
  using RowFinder = std::function<void(std::size_t place, RowRecord)>;

  virtual ~Store() = default;

  /// What cannot be read is nothing, and counted: it is asked again and written over.
  virtual std::optional<Entry> find(const CellKey& key) const = 0;
  virtual std::optional<RowRecord> find_row(std::string_view dataset, std::string_view key) const = 0;
  /// Tells each row that is there by its place among the keys, in their order. Where that is the order in which rows
  /// lie, that of their numbers, it goes from one to the next instead of searching for each.
  virtual void find_rows(std::string_view dataset, std::span<const std::string_view> keys,
                         const RowFinder& found) const;
  /// The sum of all spending of a dataset in this store, in nano-dollars.
  virtual std::int64_t spent(std::string_view dataset) const = 0;

  /// Keeps all of them, in one write: let the completions of many rows share a call. Once it returns they survive the
  /// process; a power cut may take those of the last 200 ms or 64 rows. After a failure they may be there or not.
  virtual StoreResult<void> commit(std::span<const Batch> batches) = 0;
  StoreResult<void> commit(const Batch& batch) { return commit(std::span(&batch, 1)); }
  virtual StoreResult<void> put_run(const RunRecord& run) = 0;
  virtual StoreResult<void> erase(const Sweep& sweep) = 0;
  /// All that was committed survives a power cut once this returns. Call it before an output gets its name.
  virtual StoreResult<void> sync() = 0;

  /// In the order in which they lie. What is committed meanwhile may be seen or not; damaged places are passed over
  /// and counted as unreadable.
  virtual StoreResult<void> visit_cells(const CellVisitor& visit) const = 0;
  virtual StoreResult<void> visit_rows(std::string_view dataset, const RowVisitor& visit) const = 0;
  /// Names of all datasets that have rows here.
  virtual StoreResult<std::vector<std::string>> datasets() const = 0;
  /// In the order of their ids.
  virtual StoreResult<std::vector<RunRecord>> runs() const = 0;

  /// Sees what another process has written since; of use only to a store that was opened for reading.
  virtual StoreResult<void> refresh() { return {}; }
  /// True once the disk was full and the reserve had to be given up: ask nothing more, commit what is in flight.
  virtual bool space_is_short() const { return false; }
  virtual StoreStatistics statistics() const = 0;
};

}  // namespace sdg::store
