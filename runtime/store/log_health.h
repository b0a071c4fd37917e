#pragma once

#include <cstdint>
#include <mutex>
#include <optional>

#include "runtime/store/store_failure.h"

namespace sdg::store {

/// Whether all that RocksDB believes to have logged is in the log. See guarded_file_system.h for why it may not be.
class LogHealth {
 public:
  /// A record could not be written or synced, and `failure` says why.
  void note(StoreFailure failure) {
    const std::lock_guard lock(mutex_);
    failure_ = std::move(failure);
    ++generation_;
  }

  std::optional<StoreFailure> failure() const {
    const std::lock_guard lock(mutex_);
    return failure_;
  }

  std::uint64_t generation() const {
    const std::lock_guard lock(mutex_);
    return generation_;
  }

  /// What was missing up to `generation` is safe elsewhere. False where more went missing since.
  bool heal(std::uint64_t generation) {
    const std::lock_guard lock(mutex_);
    if (generation != generation_) return false;
    failure_.reset();
    return true;
  }

 private:
  mutable std::mutex mutex_;
  std::optional<StoreFailure> failure_;
  std::uint64_t generation_ = 0;
};

}  // namespace sdg::store
