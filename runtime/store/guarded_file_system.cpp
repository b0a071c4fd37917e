#include "runtime/store/guarded_file_system.h"

#include <rocksdb/file_system.h>
#include <sys/stat.h>

#include <optional>
#include <string>
#include <utility>

#include "runtime/store/status.h"

namespace sdg::store {
namespace {

using rocksdb::FileOptions;
using rocksdb::FSWritableFile;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;

/// Appends by position, so that a write of which a part arrived can be made again.
class GuardedFile : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  GuardedFile(std::unique_ptr<FSWritableFile> file, Ballast& ballast)
      : FSWritableFileOwnerWrapper(std::move(file)), ballast_(ballast) {}

  IOStatus Append(const Slice& data, const IOOptions& options, IODebugContext* debug) override {
    auto status = target()->PositionedAppend(data, size_, options, debug);
    if (is_disk_full(status)) {
      ballast_.release();
      status = target()->PositionedAppend(data, size_, options, debug);
    }
    if (status.ok()) size_ += data.size();
    return status;
  }

  IOStatus Append(const Slice& data, const IOOptions& options, const rocksdb::DataVerificationInfo&,
                  IODebugContext* debug) override {
    return Append(data, options, debug);
  }

 protected:
  std::uint64_t size() const { return size_; }

 private:
  Ballast& ballast_;
  std::uint64_t size_ = 0;
};

/// A write-ahead log. Once a record is missing it takes no more of them: what follows a hole is not read back.
class GuardedLog : public GuardedFile {
 public:
  GuardedLog(std::unique_ptr<FSWritableFile> file, Ballast& ballast, LogHealth& health, std::string folder)
      : GuardedFile(std::move(file), ballast), health_(health), folder_(std::move(folder)) {}

  using GuardedFile::Append;
  IOStatus Append(const Slice& data, const IOOptions& options, IODebugContext* debug) override {
    if (!broken_) {
      auto status = GuardedFile::Append(data, options, debug);
      if (status.ok()) return status;
      target()->Truncate(size(), options, debug).PermitUncheckedError();
      broken_ = failed_to_write(folder_, status);
    }
    health_.note(*broken_);
    return IOStatus::OK();
  }

  IOStatus Sync(const IOOptions& options, IODebugContext* debug) override {
    return checked(broken_ ? IOStatus::OK() : target()->Sync(options, debug));
  }
  IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override {
    return checked(broken_ ? IOStatus::OK() : target()->Fsync(options, debug));
  }

 private:
  /// After a failed fsync the kernel may have dropped the pages: the log is as good as not written.
  IOStatus checked(const IOStatus& status) {
    if (!status.ok()) broken_ = failed_to_write(folder_, status);
    if (broken_) health_.note(*broken_);
    return IOStatus::OK();
  }

  LogHealth& health_;
  std::string folder_;
  std::optional<StoreFailure> broken_;
};

class GuardedFileSystem : public rocksdb::FileSystemWrapper {
 public:
  GuardedFileSystem(Ballast& ballast, LogHealth& health)
      : FileSystemWrapper(rocksdb::FileSystem::Default()), ballast_(ballast), health_(health) {}

  const char* Name() const override { return "sdgc.GuardedFileSystem"; }

  IOStatus NewWritableFile(const std::string& path, const FileOptions& options, std::unique_ptr<FSWritableFile>* result,
                           IODebugContext* debug) override {
    std::unique_ptr<FSWritableFile> file;
    auto status = target()->NewWritableFile(path, options, &file, debug);
    if (is_disk_full(status)) {
      ballast_.release();
      status = target()->NewWritableFile(path, options, &file, debug);
    }
    if (!status.ok()) return status;
    make_private(path);
    *result = guarded(std::move(file), path);
    return status;
  }

  IOStatus LockFile(const std::string& path, const IOOptions& options, rocksdb::FileLock** lock,
                    IODebugContext* debug) override {
    auto status = target()->LockFile(path, options, lock, debug);
    make_private(path);
    return status;
  }

 private:
  static void make_private(const std::string& path) { chmod(path.c_str(), 0600); }

  std::unique_ptr<FSWritableFile> guarded(std::unique_ptr<FSWritableFile> file, const std::string& path) {
    if (!path.ends_with(".log")) return std::make_unique<GuardedFile>(std::move(file), ballast_);
    // The log stands in `db`, which stands in the folder that a person knows.
    const auto database = path.substr(0, path.rfind('/'));
    return std::make_unique<GuardedLog>(std::move(file), ballast_, health_, database.substr(0, database.rfind('/')));
  }

  Ballast& ballast_;
  LogHealth& health_;
};

}  // namespace

std::shared_ptr<rocksdb::FileSystem> make_guarded_file_system(Ballast& ballast, LogHealth& health) {
  return std::make_shared<GuardedFileSystem>(ballast, health);
}

}  // namespace sdg::store
