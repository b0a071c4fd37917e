#include "runtime/store/group_sync.h"

#include <utility>

namespace sdg::store {

GroupSync::GroupSync(std::function<void()> sync, std::chrono::milliseconds delay, std::size_t rows)
    : sync_(std::move(sync)), delay_(delay), row_limit_(rows), thread_([this] { run(); }) {}

GroupSync::~GroupSync() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

void GroupSync::wrote(std::size_t rows) {
  bool wake = false;
  {
    const std::lock_guard lock(mutex_);
    wake = !due_ || (unsynced_rows_ < row_limit_ && unsynced_rows_ + rows >= row_limit_);
    if (!due_) due_ = Clock::now() + delay_;
    unsynced_rows_ += rows;
  }
  if (wake) changed_.notify_one();
}

void GroupSync::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return stopping_ || due_; });
    if (due_) changed_.wait_until(lock, *due_, [this] { return stopping_ || unsynced_rows_ >= row_limit_; });
    if (stopping_) return;
    unsynced_rows_ = 0;
    due_.reset();
    lock.unlock();
    sync_();
    lock.lock();
  }
}

}  // namespace sdg::store
