#include "runtime/store/read_only_store.h"

#include <fmt/format.h>
#include <stdlib.h>

#include <cerrno>
#include <system_error>

#include "runtime/store/database.h"
#include "runtime/store/files.h"
#include "runtime/store/status.h"

namespace sdg::store {
namespace {

/// A new folder for this process alone; empty where none can be made.
std::filesystem::path make_temporary_folder() {
  std::error_code error;
  auto name = (std::filesystem::temp_directory_path(error) / "sdgc-reader-XXXXXX").string();
  if (error || !mkdtemp(name.data())) return {};
  return name;
}

}  // namespace

ReadOnlyStore::~ReadOnlyStore() {
  db_.reset();
  std::error_code ignored;
  if (!notes_.empty()) std::filesystem::remove_all(notes_, ignored);
}

StoreResult<void> ReadOnlyStore::open() {
  notes_ = make_temporary_folder();
  if (notes_.empty()) {
    return StoreFailure{StoreError::Other, fmt::format("no temporary folder can be made: {}; set TMPDIR to a folder "
                                                       "that can be written",
                                                       errno_text(errno))};
  }
  rocksdb::DB* db = nullptr;
  const auto status =
      rocksdb::DB::OpenAsSecondary(reader_options(), database_folder(folder_).string(), notes_.string(), &db);
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
