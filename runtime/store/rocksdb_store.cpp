#include "runtime/store/rocksdb_store.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <system_error>
#include <utility>

#include "runtime/store/database.h"
#include "runtime/store/live_store.h"
#include "runtime/store/read_only_store.h"

namespace sdg::store {
namespace {

/// Replies may quote what is nobody else's business: the folder is the user's alone.
StoreResult<void> make_private_folder(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(database_folder(folder), error);
  if (error) {
    return StoreFailure{StoreError::Other, fmt::format("the store `{}` cannot be made: {}; make its folder writable or "
                                                       "choose another one with --store DIR",
                                                       folder.string(), error.message())};
  }
  chmod(folder.c_str(), 0700);
  return {};
}

}  // namespace

bool store_exists(const std::filesystem::path& folder) {
  std::error_code ignored;
  return std::filesystem::exists(database_folder(folder) / "CURRENT", ignored);
}

StoreResult<OpenedStore> open_store(const std::filesystem::path& folder, const StoreOptions& options) {
  auto made = make_private_folder(folder);
  if (!made) return made.take_failure();
  auto owner = OwnerFile::take(folder, this_process(options.command), options.take_over);
  if (!owner) return owner.take_failure();
  auto store = std::make_unique<LiveStore>(folder, options, *std::move(owner));
  auto lost = store->open();
  if (!lost) return lost.take_failure();
  OpenedStore opened;
  opened.lost_entries = *lost;
  if (store->dead_owner()) opened.dead_owner = describe(*store->dead_owner());
  opened.store = std::move(store);
  return opened;
}

StoreResult<std::unique_ptr<Store>> open_read_only(const std::filesystem::path& folder) {
  if (!store_exists(folder)) {
    return StoreFailure{StoreError::Format,
                        fmt::format("there is no store in `{}`; `sdgc run` makes one", folder.string())};
  }
  auto store = std::make_unique<ReadOnlyStore>(folder);
  auto opened = store->open();
  if (!opened) return opened.take_failure();
  return std::unique_ptr<Store>(std::move(store));
}

}  // namespace sdg::store
