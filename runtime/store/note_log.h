#pragma once

#include <filesystem>
#include <memory>

namespace rocksdb {
class Logger;
}

namespace sdg::store {

/// Where RocksDB writes its warnings: a file that is begun anew once it is large, or nowhere for an empty `file`.
/// Unlike RocksDB's own it takes a full disk in its stride.
std::shared_ptr<rocksdb::Logger> make_note_log(const std::filesystem::path& file);

}  // namespace sdg::store
