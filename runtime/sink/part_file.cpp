#include "runtime/sink/part_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <random>

namespace sdg::sink {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSpillAbove = std::size_t{256} << 10;
constexpr int kNamesToTry = 8;
constexpr std::string_view kPartEnd = ".part";

std::string random_word() {
  std::random_device device;
  return fmt::format("{:08x}{:08x}", device(), device());
}

fs::path folder_of(const std::string& path) {
  const auto folder = fs::path(path).parent_path();
  return folder.empty() ? fs::path(".") : folder;
}

std::string part_prefix(const std::string& path) { return "." + fs::path(path).filename().string() + "."; }

/// Renaming over a link would replace the link: the file that it leads to is meant.
std::string behind_links(const std::string& path) {
  std::error_code error;
  if (!fs::is_symlink(path, error)) return path;
  const auto target = fs::weakly_canonical(path, error);
  return error ? path : target.string();
}

/// Whether the locked descriptor is still the file of that name: another process may have taken it for dead before.
bool still_named(int fd, const std::string& path) {
  struct stat open_file, named_file;
  return fstat(fd, &open_file) == 0 && stat(path.c_str(), &named_file) == 0 && open_file.st_ino == named_file.st_ino &&
         open_file.st_dev == named_file.st_dev;
}

int sync_folder(const std::string& path) {
  const int fd = ::open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return errno;
  const int error = fsync(fd) == 0 ? 0 : errno;
  close(fd);
  // Some network file systems have no such thing.
  return error == EINVAL || error == ENOTSUP ? 0 : error;
}

/// A file that is written anew keeps the permissions that somebody gave it.
void keep_mode(int fd, const std::string& path) {
  struct stat old;
  if (stat(path.c_str(), &old) == 0) (void)!fchmod(fd, old.st_mode & 07777);
}

bool is_dead_part(const fs::path& file) {
  const int fd = ::open(file.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (fd < 0) return false;
  const bool dead = flock(fd, LOCK_EX | LOCK_NB) == 0;
  close(fd);
  return dead;
}

}  // namespace

SinkFailure failure_of(const std::string& path, int error) {
  const bool full = error == ENOSPC || error == EDQUOT;
  const auto kind = full ? SinkFailure::Kind::DiskFull : SinkFailure::Kind::NotWritable;
  const std::string shown = path == "-" ? "stdout" : "`" + path + "`";
  if (full) {
    return {kind, fmt::format("cannot write {}: the disk is full; what was answered is kept: make room and run again",
                              shown)};
  }
  if (error == EPIPE) return {kind, fmt::format("cannot write {}: its reader went away", shown)};
  return {kind, fmt::format("cannot write {}: {}", shown, std::strerror(error))};
}

Result<std::unique_ptr<PartFile>, SinkFailure> PartFile::open(const std::string& path) {
  std::unique_ptr<PartFile> file(new PartFile(path == "-" ? path : behind_links(path)));
  struct stat present;
  const bool exists = path != "-" && stat(file->path_.c_str(), &present) == 0;
  Result<void, SinkFailure> opened;
  if (path == "-") {
    file->fd_ = STDOUT_FILENO;
  } else if (exists && S_ISDIR(present.st_mode)) {
    opened = file->failure(EISDIR);
  } else if (exists && !S_ISREG(present.st_mode)) {
    opened = file->open_directly(O_WRONLY);
  } else {
    opened = file->create_part();
  }
  if (!opened) return opened.take_failure();
  return file;
}

PartFile::~PartFile() { abandon(); }

Result<void, SinkFailure> PartFile::open_directly(int flags) {
  fd_ = ::open(path_.c_str(), flags | O_CLOEXEC);
  owns_fd_ = fd_ >= 0;
  if (fd_ < 0) return failure(errno);
  return {};
}

Result<void, SinkFailure> PartFile::create_part() {
  std::error_code error;
  fs::create_directories(folder_of(path_), error);
  if (error) return failure(error.value());
  remove_dead_parts(path_);
  for (int i = 0; i < kNamesToTry; ++i) {
    part_path_ = (folder_of(path_) / (part_prefix(path_) + random_word() + std::string(kPartEnd))).string();
    fd_ = ::open(part_path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd_ < 0 && errno == EEXIST) continue;
    if (fd_ < 0) return failure(errno);
    owns_fd_ = true;
    if (flock(fd_, LOCK_EX | LOCK_NB) == 0 && still_named(fd_, part_path_)) {
      keep_mode(fd_, path_);
      return {};
    }
    abandon();
  }
  return failure(EAGAIN);
}

Result<void, SinkFailure> PartFile::spill() {
  if (buffer_.size() < kSpillAbove) return {};
  return write_buffer();
}

Result<void, SinkFailure> PartFile::write_buffer() {
  hasher_.update(buffer_);
  size_ += buffer_.size();
  std::string_view rest = buffer_;
  while (!rest.empty()) {
    const auto written = ::write(fd_, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failure(errno);
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  buffer_.clear();
  return {};
}

Result<void, SinkFailure> PartFile::commit() {
  if (auto written = write_buffer(); !written) return written;
  digest_ = hasher_.finish();
  if (!part_path_.empty()) {
    if (auto published = publish(); !published) return published;
  }
  abandon();
  return {};
}

Result<void, SinkFailure> PartFile::publish() {
  if (fsync(fd_) != 0) return failure(errno);
  if (rename(part_path_.c_str(), path_.c_str()) != 0) return failure(errno);
  part_path_.clear();
  if (const int error = sync_folder(path_)) return failure(error);
  return {};
}

void PartFile::abandon() {
  if (!part_path_.empty()) unlink(part_path_.c_str());
  part_path_.clear();
  if (owns_fd_) close(fd_);
  owns_fd_ = false;
  fd_ = -1;
  buffer_.clear();
}

SinkFailure PartFile::failure(int error) const { return failure_of(path_, error); }

void remove_dead_parts(const std::string& path) {
  const auto prefix = part_prefix(path);
  std::error_code error;
  for (fs::directory_iterator entry(folder_of(path), error), end; !error && entry != end; entry.increment(error)) {
    const auto name = entry->path().filename().string();
    const bool is_part = name.starts_with(prefix) && name.ends_with(kPartEnd) &&
                         name.find('.', prefix.size()) == name.size() - kPartEnd.size();
    std::error_code gone;
    if (is_part && is_dead_part(entry->path())) fs::remove(entry->path(), gone);
  }
}

}  // namespace sdg::sink
