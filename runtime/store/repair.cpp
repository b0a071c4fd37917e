#include "runtime/store/repair.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <rocksdb/write_batch.h>
#include <cstdio>

#include <array>
#include <memory>
#include <system_error>
#include <vector>

#include "runtime/store/ballast.h"
#include "runtime/store/database.h"
#include "runtime/store/guarded_file_system.h"
#include "runtime/store/log_health.h"
#include "runtime/store/owner_file.h"
#include "runtime/store/rocksdb_store.h"
#include "runtime/store/scan.h"
#include "runtime/store/status.h"
#include "runtime/store/synced_file.h"

namespace sdg::store {
namespace {

namespace fs = std::filesystem;

using Database = std::unique_ptr<rocksdb::DB>;

/// Cells, runs and money, rows: all that a store holds.
constexpr std::array<std::string_view, 3> kAllPrefixes{"c", "m", "r"};

/// A folder for what is replaced, beside the database, made on first use.
fs::path make_set_aside(const fs::path& store_folder) {
  for (int number = 1;; ++number) {
    auto folder = store_folder / fmt::format("set-aside-{}", number);
    if (fs::create_directory(folder)) return folder;
  }
}

/// Replaces `name` by `replacement`, in one step where the file system can.
void exchange_folders(const fs::path& name, const fs::path& replacement, const fs::path& old_goes_to) {
  if (renameat2(AT_FDCWD, name.c_str(), AT_FDCWD, replacement.c_str(), RENAME_EXCHANGE) == 0) {
    fs::rename(replacement, old_goes_to);
  } else {
    fs::rename(name, old_goes_to);
    fs::rename(replacement, name);
  }
}

/// One repair of one store.
class Repair {
 public:
  explicit Repair(const fs::path& folder)
      : folder_(folder),
        ballast_(folder / "BALLAST", 0),
        env_(rocksdb::NewCompositeEnv(make_guarded_file_system(ballast_, health_))) {}

  StoreResult<Repaired> run() {
    auto opened = open_somehow();
    if (!opened) return opened.take_failure();
    Database database = *std::move(opened);
    auto known = has_our_format(*database, folder_);
    if (!known) return known.take_failure();
    SyncedFile synced(folder_);
    const auto recovered = database->GetLatestSequenceNumber();
    const auto promised = synced.read().value_or(0);
    if (promised > recovered) report_.lost_entries = promised - recovered;
    auto whole = without_damage(std::move(database));
    if (!whole) return whole.take_failure();
    synced.write(*whole);
    return report_;
  }

 private:
  /// First as it is, then without the logs, at last with a new list of tables.
  StoreResult<Database> open_somehow() {
    auto opened = open(database_folder(folder_));
    if (opened || opened.failure().kind != StoreError::Refused) return opened;
    set_logs_aside();
    opened = open(database_folder(folder_));
    if (opened || opened.failure().kind != StoreError::Refused) return opened;
    const auto status = rocksdb::RepairDB(database_folder(folder_).string(), writer_options(folder_, env_.get()));
    if (!status.ok()) return failed_to_open(folder_.string(), status);
    report_.catalogue_rebuilt = true;
    return open(database_folder(folder_));
  }

  StoreResult<Database> open(const fs::path& database) {
    auto options = writer_options(folder_, env_.get());
    options.create_if_missing = !has_records(database);
    rocksdb::DB* db = nullptr;
    const auto status = rocksdb::DB::Open(options, database.string(), &db);
    if (!status.ok()) return failed_to_open(folder_.string(), status);
    return Database(db);
  }

  void set_logs_aside() {
    std::vector<fs::path> logs;
    for (const auto& file : fs::directory_iterator(database_folder(folder_))) {
      if (file.path().extension() == ".log") logs.push_back(file.path());
    }
    for (const auto& log : logs) fs::rename(log, set_aside() / log.filename());
    report_.logs_set_aside = logs.size();
  }

  /// A database with a damaged place is copied around it: RocksDB's own way would be to drop the whole table.
  /// The sequence number it ends with.
  StoreResult<std::uint64_t> without_damage(Database database) {
    for (const auto prefix : kAllPrefixes) {
      const auto scanned = scan(*database, prefix, [](std::string_view, std::string_view) { return true; });
      if (!scanned.status.ok()) return failed_to_read(folder_.string(), scanned.status);
      report_.damaged_places += scanned.damaged_places;
    }
    if (report_.damaged_places == 0) return database->GetLatestSequenceNumber();
    const auto replacement = folder_ / "db.new";
    auto copied = copy(*database, replacement);
    if (!copied) return copied;
    database.reset();
    exchange_folders(database_folder(folder_), replacement, set_aside() / "db");
    return copied;
  }

  StoreResult<std::uint64_t> copy(rocksdb::DB& from, const fs::path& to) {
    fs::remove_all(to);
    auto opened = open(to);
    if (!opened) return opened.take_failure();
    rocksdb::DB& database = **opened;
    rocksdb::Status status;
    for (const auto prefix : kAllPrefixes) {
      scan(from, prefix, [&](std::string_view key, std::string_view value) {
        rocksdb::WriteOptions unlogged;  // a copy that does not come to its end is thrown away
        unlogged.disableWAL = true;
        status = database.Put(unlogged, rocksdb::Slice(key), rocksdb::Slice(value));
        return status.ok();
      });
    }
    if (status.ok()) status = write_format(database);
    if (status.ok()) status = database.Flush({});
    if (!status.ok()) return failed_to_write(folder_.string(), status);
    return database.GetLatestSequenceNumber();
  }

  const fs::path& set_aside() {
    if (report_.set_aside.empty()) report_.set_aside = make_set_aside(folder_);
    return report_.set_aside;
  }

  fs::path folder_;
  Ballast ballast_;
  LogHealth health_;
  std::unique_ptr<rocksdb::Env> env_;
  Repaired report_;
};

}  // namespace

StoreResult<Repaired> repair_store(const fs::path& folder, const std::string& command) {
  if (!fs::exists(database_folder(folder))) {
    return StoreFailure{StoreError::Format, fmt::format("there is no store in `{}`", folder.string())};
  }
  auto owner = OwnerFile::take(folder, this_process(command), false);
  if (!owner) return owner.take_failure();
  try {
    return Repair(folder).run();
  } catch (const fs::filesystem_error& error) {
    return StoreFailure{StoreError::Other,
                        fmt::format("the store `{}` cannot be repaired: {}", folder.string(), error.what())};
  }
}

}  // namespace sdg::store
