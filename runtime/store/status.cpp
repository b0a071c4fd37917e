#include "runtime/store/status.h"

#include <fmt/format.h>
#include <rocksdb/status.h>

#include <cerrno>

#include "runtime/store/files.h"

namespace sdg::store {
namespace {

bool is_lock_conflict(const rocksdb::Status& status) {
  const auto text = status.ToString();
  return status.IsIOError() &&
         (text.find("lock file") != std::string::npos || text.find("lock hold") != std::string::npos);
}

StoreFailure disk_full(const std::string& folder) {
  return {StoreError::NoSpace, fmt::format("the disk of the store `{}` is full; free some space and run again, nothing "
                                           "that was stored is asked twice",
                                           folder)};
}

StoreFailure damaged(const std::string& folder, const rocksdb::Status& status) {
  return {StoreError::Refused, fmt::format("the store `{}` is damaged: {}; `sdgc memo repair` keeps what can be read",
                                           folder, status.ToString())};
}

}  // namespace

bool is_disk_full(const rocksdb::Status& status) {
  return status.IsNoSpace() || (status.IsIOError() && status.ToString().find(errno_text(EDQUOT)) != std::string::npos);
}

StoreFailure failed_to_open(const std::string& folder, const rocksdb::Status& status) {
  if (is_lock_conflict(status)) {
    return {StoreError::Held, fmt::format("another process has the store `{}` open; wait for its end, or give this run "
                                          "a store of its own with --store DIR",
                                          folder)};
  }
  if (is_disk_full(status)) return disk_full(folder);
  // A file that another one names is not there; or the one that names all others (no store is made among its tables).
  const bool misses_a_file = status.IsPathNotFound() || status.IsInvalidArgument();
  if (status.IsCorruption() || misses_a_file) return damaged(folder, status);
  return {StoreError::Other, fmt::format("the store `{}` cannot be opened: {}", folder, status.ToString())};
}

StoreFailure failed_to_write(const std::string& folder, const rocksdb::Status& status) {
  if (is_disk_full(status)) return disk_full(folder);
  if (status.IsCorruption()) return damaged(folder, status);
  return {StoreError::Other, fmt::format("the store `{}` cannot be written: {}; what was stored before is safe, run "
                                         "again once the disk is in order",
                                         folder, status.ToString())};
}

StoreFailure failed_to_read(const std::string& folder, const rocksdb::Status& status) {
  if (status.IsCorruption()) return damaged(folder, status);
  return {StoreError::Other, fmt::format("the store `{}` cannot be read: {}", folder, status.ToString())};
}

}  // namespace sdg::store
