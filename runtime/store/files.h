#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace sdg::store {

/// A file descriptor that is closed when the object goes.
class FileDescriptor {
 public:
  explicit FileDescriptor(int fd) : fd_(fd) {}
  FileDescriptor(FileDescriptor&& other) noexcept : fd_(other.fd_) { other.fd_ = -1; }
  FileDescriptor& operator=(FileDescriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~FileDescriptor();

  int get() const { return fd_; }
  bool is_open() const { return fd_ >= 0; }

 private:
  int fd_;
};

/// 0600. `flags` as for open(2).
FileDescriptor open_private(const std::filesystem::path& path, int flags);

bool write_all(int fd, std::string_view text);
/// Nothing where there is no such file or it cannot be read.
std::optional<std::string> read_whole(const std::filesystem::path& path);

/// The words for `error`, an errno.
std::string errno_text(int error);

}  // namespace sdg::store
