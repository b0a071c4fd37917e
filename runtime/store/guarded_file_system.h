#pragma once

#include <memory>

#include "runtime/store/ballast.h"
#include "runtime/store/log_health.h"

namespace rocksdb {
class FileSystem;
}

namespace sdg::store {

/// The file system that RocksDB writes a store through. It differs from the ordinary one in three things:
/// - A write that finds the disk full gives up the ballast and is made again.
/// - A log that still cannot be written or synced never says so to RocksDB, which in 7.8 aborts the process when it
///   next touches such a file (an assertion of Debian's build). The record is left out as a whole, `health` knows of
///   it, and the store flushes its memory to a table before it reports success.
/// - Files are made with mode 0600.
/// Both references must outlive the result.
std::shared_ptr<rocksdb::FileSystem> make_guarded_file_system(Ballast& ballast, LogHealth& health);

}  // namespace sdg::store
