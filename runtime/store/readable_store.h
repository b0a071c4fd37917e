#pragma once

#include <rocksdb/db.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>

#include "runtime/store/scan.h"
#include "runtime/store/store.h"

// Internal to this folder.

namespace sdg::store {

/// The half of a store that reads, over a database opened in whichever way.
class ReadableStore : public Store {
 public:
  using Store::commit;

  explicit ReadableStore(const std::filesystem::path& folder) : folder_(folder.string()) {}

  std::optional<Entry> find(const CellKey& key) const final;
  std::optional<RowRecord> find_row(std::string_view dataset, std::string_view key) const final;
  void find_rows(std::string_view dataset, std::span<const std::string_view> keys, const RowFinder& found) const final;
  std::int64_t spent(std::string_view dataset) const final;
  StoreResult<void> visit_cells(const CellVisitor& visit) const final;
  StoreResult<void> visit_rows(std::string_view dataset, const RowVisitor& visit) const final;
  StoreResult<std::vector<std::string>> datasets() const final;
  StoreResult<std::vector<RunRecord>> runs() const final;
  StoreStatistics statistics() const override;

 protected:
  StoreResult<void> visit(std::string_view prefix, const RecordVisitor& visitor) const;
  /// Nothing where there is none, or (counted) where it cannot be read.
  bool read(const std::string& key, rocksdb::PinnableSlice& value) const;

  const std::string folder_;
  std::unique_ptr<rocksdb::DB> db_;

 private:
  mutable std::atomic<std::uint64_t> hits_ = 0;
  mutable std::atomic<std::uint64_t> misses_ = 0;
  mutable std::atomic<std::uint64_t> unreadable_ = 0;
};

}  // namespace sdg::store
