#include "runtime/store/readable_store.h"

#include <algorithm>

#include "runtime/store/key_bytes.h"
#include "runtime/store/record_bytes.h"
#include "runtime/store/status.h"
#include "runtime/store/walk.h"

namespace sdg::store {

std::optional<Entry> ReadableStore::find(const CellKey& key) const {
  rocksdb::PinnableSlice value;
  std::optional<Entry> entry;
  if (read(cell_key_bytes(key), value)) {
    entry = decode_entry(value.ToStringView());
    if (!entry) ++unreadable_;
  }
  ++(entry ? hits_ : misses_);
  return entry;
}

std::optional<RowRecord> ReadableStore::find_row(std::string_view dataset, std::string_view key) const {
  rocksdb::PinnableSlice value;
  if (!read(row_key_bytes(dataset, key), value)) return std::nullopt;
  auto row = decode_row(value.ToStringView());
  if (!row) ++unreadable_;
  return row;
}

void ReadableStore::find_rows(std::string_view dataset, std::span<const std::string_view> keys,
                              const RowFinder& found) const {
  std::vector<std::string> sought;
  sought.reserve(keys.size());
  for (const auto key : keys) sought.push_back(row_key_bytes(dataset, key));
  std::size_t at = 0;
  if (keys.size() > 1 && std::ranges::is_sorted(sought)) {
    at = walk(*db_, row_prefix(dataset), sought, [&](std::size_t place, std::string_view value) {
      if (auto row = decode_row(value)) return found(place, std::move(*row));
      ++unreadable_;
    });
  }
  // Those in no order, and those from a damaged place on.
  Store::find_rows(dataset, keys.subspan(at),
                   [&](std::size_t place, RowRecord row) { found(at + place, std::move(row)); });
}

std::int64_t ReadableStore::spent(std::string_view dataset) const {
  rocksdb::PinnableSlice value;
  if (!read(spent_key_bytes(dataset), value)) return 0;
  return decode_amount(value.ToStringView()).value_or(0);
}

StoreResult<void> ReadableStore::visit_cells(const CellVisitor& visit_cell) const {
  return visit(kCellPrefix, [&](std::string_view key, std::string_view value) {
    const auto cell = read_cell_key(key);
    auto entry = decode_entry(value);
    if (cell && entry) return visit_cell(*cell, std::move(*entry));
    ++unreadable_;
    return true;
  });
}

StoreResult<void> ReadableStore::visit_rows(std::string_view dataset, const RowVisitor& visit_row) const {
  const auto prefix = row_prefix(dataset);
  return visit(prefix, [&](std::string_view key, std::string_view value) {
    auto row = decode_row(value);
    if (row) return visit_row(read_row_key(key, prefix), std::move(*row));
    ++unreadable_;
    return true;
  });
}

StoreResult<std::vector<std::string>> ReadableStore::datasets() const {
  std::vector<std::string> names;
  const std::unique_ptr<rocksdb::Iterator> rows(db_->NewIterator({}));
  rows->Seek(rocksdb::Slice(kRowPrefix));
  while (rows->Valid()) {
    const auto dataset = read_row_dataset(rows->key().ToStringView());
    if (!dataset) break;
    names.emplace_back(*dataset);
    rows->Seek(after_prefix(row_prefix(names.back())));
  }
  if (!rows->status().ok()) return failed_to_read(folder_, rows->status());
  return names;
}

StoreResult<std::vector<RunRecord>> ReadableStore::runs() const {
  std::vector<RunRecord> all;
  auto visited = visit(kRunPrefix, [&](std::string_view key, std::string_view value) {
    auto run = decode_run(key.substr(kRunPrefix.size()), value);
    if (run) all.push_back(std::move(*run));
    return true;
  });
  if (!visited) return visited.take_failure();
  return all;
}

StoreStatistics ReadableStore::statistics() const {
  StoreStatistics statistics;
  statistics.cell_hits = hits_;
  statistics.cell_misses = misses_;
  statistics.unreadable = unreadable_;
  db_->GetIntProperty(rocksdb::DB::Properties::kEstimateNumKeys, &statistics.records);
  db_->GetIntProperty(rocksdb::DB::Properties::kTotalSstFilesSize, &statistics.bytes_on_disk);
  return statistics;
}

StoreResult<void> ReadableStore::visit(std::string_view prefix, const RecordVisitor& visitor) const {
  const auto scanned = scan(*db_, prefix, visitor);
  unreadable_ += scanned.damaged_places;
  if (!scanned.status.ok()) return failed_to_read(folder_, scanned.status);
  return {};
}

bool ReadableStore::read(const std::string& key, rocksdb::PinnableSlice& value) const {
  const auto status = db_->Get({}, db_->DefaultColumnFamily(), key, &value);
  if (!status.ok() && !status.IsNotFound()) ++unreadable_;
  return status.ok();
}

}  // namespace sdg::store
