#pragma once

#include <rocksdb/db.h>

#include <filesystem>
#include <memory>

#include "runtime/store/store_failure.h"

// Internal to this folder: nobody else may see RocksDB.

namespace sdg::store {

inline constexpr int kFormat = 2;

std::filesystem::path database_folder(const std::filesystem::path& store_folder);

/// Whether there are logs or tables. RocksDB, told to make a database among them, would delete them.
bool has_records(const std::filesystem::path& database_folder);

/// How a store is written: see the comments on each setting.
rocksdb::Options writer_options(const std::filesystem::path& store_folder, rocksdb::Env* env);
/// How it is read beside a live run.
rocksdb::Options reader_options();

/// True where the store has our format, false where it has no number yet; fails where it has another one.
StoreResult<bool> has_our_format(rocksdb::DB& db, const std::filesystem::path& store_folder);
rocksdb::Status write_format(rocksdb::DB& db);

}  // namespace sdg::store
