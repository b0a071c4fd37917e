#pragma once

#include <string>

#include "runtime/store/store_failure.h"

namespace rocksdb {
class Status;
}

namespace sdg::store {

/// True also where a quota is used up, which RocksDB does not tell from other errors.
bool is_disk_full(const rocksdb::Status& status);

/// RocksDB's words as a sentence of ours. `folder` is the store's.
StoreFailure failed_to_open(const std::string& folder, const rocksdb::Status& status);
StoreFailure failed_to_write(const std::string& folder, const rocksdb::Status& status);
StoreFailure failed_to_read(const std::string& folder, const rocksdb::Status& status);

}  // namespace sdg::store
