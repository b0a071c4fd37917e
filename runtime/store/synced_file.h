#pragma once

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>

#include "runtime/store/files.h"

namespace sdg::store {

/// The side file `SYNCED`: up to which sequence number the log is known to be on the disk. A log that ends later was
/// cut by an ordinary power loss; one that ends earlier has lost what it had promised.
class SyncedFile {
 public:
  explicit SyncedFile(const std::filesystem::path& folder) : file_(folder / "SYNCED") {}

  /// Nothing where there is none, or a power cut left half of it.
  std::optional<std::uint64_t> read() const;
  /// The first one replaces the file, later ones its only line. That it may fail, or a power cut tear it, is no harm:
  /// an older number, or none, only promises less.
  void write(std::uint64_t sequence);
  /// Like `write`, unless a higher number stands there already.
  void raise(std::uint64_t sequence);

 private:
  void replace(std::uint64_t sequence);

  bool make_file(const std::string& line);

  std::filesystem::path file_;
  FileDescriptor open_{-1};
  std::mutex mutex_;
  std::uint64_t written_ = 0;
};

}  // namespace sdg::store
