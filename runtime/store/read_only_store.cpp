#include "runtime/store/read_only_store.h"

#include <fmt/format.h>

#include "runtime/store/database.h"
#include "runtime/store/status.h"

namespace sdg::store {
StoreResult<void> ReadOnlyStore::open() {
  rocksdb::DB* db = nullptr;
  const auto database = database_folder(folder_).string();
  // The last path is for files of the reader's own, of which there are none.
  const auto status = rocksdb::DB::OpenAsSecondary(reader_options(), database, database, &db);
  if (!status.ok()) return failed_to_open(folder_, status);
  db_.reset(db);
  auto known = has_our_format(*db_, folder_);
  if (!known) return known.take_failure();
  return {};
}

StoreResult<void> ReadOnlyStore::refresh() {
  const auto status = db_->TryCatchUpWithPrimary();
  if (!status.ok()) return failed_to_read(folder_, status);
  return {};
}

StoreResult<void> ReadOnlyStore::commit(std::span<const Batch>) { return only_read(); }
StoreResult<void> ReadOnlyStore::put_run(const RunRecord&) { return only_read(); }
StoreResult<void> ReadOnlyStore::erase(const Sweep&) { return only_read(); }

StoreFailure ReadOnlyStore::only_read() const {
  return {StoreError::Other, fmt::format("the store `{}` was opened for reading only", folder_)};
}

}  // namespace sdg::store
