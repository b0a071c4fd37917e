#include "runtime/net/workers.h"

#include <algorithm>
#include <condition_variable>
#include <csignal>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace sdg::net {
namespace {

/// Threads started meanwhile inherit that no signal is theirs.
class SignalsBlocked {
 public:
  SignalsBlocked() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~SignalsBlocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  SignalsBlocked(const SignalsBlocked&) = delete;
  SignalsBlocked& operator=(const SignalsBlocked&) = delete;

 private:
  sigset_t before_{};
};

}  // namespace

struct Workers::Impl {
  void work_until_closed();
  /// Nothing once all is done and no more will come.
  std::function<void()> next();

  std::mutex mutex;
  std::condition_variable changed;
  std::deque<std::function<void()>> jobs;
  bool closed = false;
  std::vector<std::thread> threads;
};

std::function<void()> Workers::Impl::next() {
  std::unique_lock lock(mutex);
  changed.wait(lock, [this] { return closed || !jobs.empty(); });
  if (jobs.empty()) return nullptr;
  auto job = std::move(jobs.front());
  jobs.pop_front();
  return job;
}

void Workers::Impl::work_until_closed() {
  while (const auto job = next()) job();
}

Workers::Workers(unsigned threads) : impl_(std::make_unique<Impl>()) {
  const SignalsBlocked blocked;
  for (unsigned i = 0; i < std::max(1U, threads); ++i) {
    impl_->threads.emplace_back([impl = impl_.get()] { impl->work_until_closed(); });
  }
}

Workers::~Workers() {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->closed = true;
  }
  impl_->changed.notify_all();
  for (auto& thread : impl_->threads) thread.join();
}

void Workers::give(std::function<void()> job) {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->jobs.push_back(std::move(job));
  }
  impl_->changed.notify_one();
}

}  // namespace sdg::net
