#include "runtime/store/database.h"

#include <fmt/format.h>
#include <rocksdb/cache.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/slice_transform.h>
#include <rocksdb/table.h>

#include <string>
#include <system_error>

#include "runtime/store/key_bytes.h"
#include "runtime/store/merge_operator.h"
#include "runtime/store/note_log.h"

namespace sdg::store {
namespace {

constexpr std::size_t kMegabyte = std::size_t{1} << 20;

rocksdb::Options common_options() {
  rocksdb::BlockBasedTableOptions table;
  // 16 KB blocks compress replies 3.3 times; 4 KB ones 2 times.
  table.block_size = 16 * 1024;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  table.block_cache = rocksdb::NewLRUCache(24 * kMegabyte);
  // Filters and indexes grow with the store; in the cache they are bounded.
  table.cache_index_and_filter_blocks = true;
  table.pin_l0_filter_and_index_blocks_in_cache = true;

  rocksdb::Options options;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  options.merge_operator = make_merge_operator();
  // What is written first is read again soon, by the outputs: LZ4 takes a quarter of the time. What stays is packed
  // well.
  options.compression = rocksdb::kLZ4Compression;
  options.bottommost_compression = rocksdb::kZSTD;
  options.paranoid_checks = true;
  options.stats_dump_period_sec = 0;
  options.stats_persist_period_sec = 0;
  return options;
}

}  // namespace

std::filesystem::path database_folder(const std::filesystem::path& store_folder) { return store_folder / "db"; }

bool has_records(const std::filesystem::path& database_folder) {
  std::error_code error;
  for (std::filesystem::directory_iterator file(database_folder, error), end; !error && file != end;
       file.increment(error)) {
    const auto extension = file->path().extension();
    if (extension == ".sst" || extension == ".log") return true;
  }
  return false;
}

rocksdb::Options writer_options(const std::filesystem::path& store_folder, rocksdb::Env* env) {
  auto options = common_options();
  options.info_log = make_note_log(store_folder / "NOTES");
  options.env = env;
  options.create_if_missing = !has_records(database_folder(store_folder));
  // A log that ends in the middle of a record, as after a power cut, must open; SYNCED tells the rest.
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kPointInTimeRecovery;
  // Two of them: one fills while the other is written out.
  options.write_buffer_size = 16 * kMegabyte;
  options.max_write_buffer_number = 2;
  // Every new question is first looked for, and not there: a bit says so sooner than a walk through the buffer.
  options.memtable_whole_key_filtering = true;
  options.memtable_prefix_bloom_size_ratio = 0.02;
  // A record is put in from where the last of its kind was: the row before it, or a cell whose key begins alike. That
  // is half the comparisons.
  options.memtable_insert_with_hint_prefix_extractor.reset(rocksdb::NewFixedPrefixTransform(2));
  options.max_background_jobs = 2;
  options.level_compaction_dynamic_level_bytes = true;
  // Login nodes allow 1,024 open files.
  options.max_open_files = 512;
  options.recycle_log_file_num = 0;
  options.skip_stats_update_on_db_open = true;
  return options;
}

rocksdb::Options reader_options() {
  auto options = common_options();
  options.info_log = make_note_log({});
  options.create_if_missing = false;
  // A file that the writer deletes meanwhile stays readable only while it is open.
  options.max_open_files = -1;
  return options;
}

StoreResult<bool> has_our_format(rocksdb::DB& db, const std::filesystem::path& store_folder) {
  std::string number;
  // A number on a damaged block is as good as none: it is written anew.
  if (!db.Get({}, rocksdb::Slice(kFormatKey), &number).ok()) return false;
  if (number == std::to_string(kFormat)) return true;
  return StoreFailure{
      StoreError::Format,
      fmt::format("the store `{}` has format {}, and this sdgc reads format {}; use the sdgc that wrote "
                  "it, or another store with --store DIR",
                  store_folder.string(), number, kFormat)};
}

rocksdb::Status write_format(rocksdb::DB& db) {
  rocksdb::WriteOptions options;
  options.sync = true;
  return db.Put(options, rocksdb::Slice(kFormatKey), std::to_string(kFormat));
}

}  // namespace sdg::store
