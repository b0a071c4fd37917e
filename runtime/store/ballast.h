#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <mutex>

namespace sdg::store {

/// A file that is there to be deleted: when the disk is full, what it held back lets the replies in flight, which are
/// paid, still be kept. Any thread may release it.
class Ballast {
 public:
  Ballast(std::filesystem::path file, std::uint64_t bytes) : file_(std::move(file)), bytes_(bytes) {}

  /// Reserves the space, if the disk has it and the file system can. Costs nothing where it is there already.
  void fill();
  void release();
  bool released() const { return released_; }

 private:
  std::filesystem::path file_;
  std::uint64_t bytes_;
  std::mutex mutex_;
  std::atomic<bool> released_ = false;
};

}  // namespace sdg::store
