#include "runtime/net/pool.h"

#include <algorithm>
#include <condition_variable>
#include <csignal>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include "runtime/net/fiber.h"

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

/// Lives on the stack of the fiber that waits for it.
struct Job {
  const std::function<void()>* work;
  Event done;
};

}  // namespace

struct Pool::Impl {
  explicit Impl(Loop& its_loop) : loop(its_loop) {}

  void work_until_closed();
  Job* next();

  Loop& loop;
  std::mutex mutex;
  std::condition_variable changed;
  std::deque<Job*> jobs;
  bool closed = false;
  std::vector<std::thread> threads;
};

Job* Pool::Impl::next() {
  std::unique_lock lock(mutex);
  changed.wait(lock, [this] { return closed || !jobs.empty(); });
  if (jobs.empty()) return nullptr;
  Job* job = jobs.front();
  jobs.pop_front();
  return job;
}

void Pool::Impl::work_until_closed() {
  while (Job* job = next()) {
    (*job->work)();
    loop.post([job] { job->done.set(); });
  }
}

Pool::Pool(Loop& loop, unsigned threads) : impl_(std::make_unique<Impl>(loop)) {
  const SignalsBlocked blocked;
  for (unsigned i = 0; i < std::max(1U, threads); ++i) {
    impl_->threads.emplace_back([impl = impl_.get()] { impl->work_until_closed(); });
  }
}

Pool::~Pool() {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->closed = true;
  }
  impl_->changed.notify_all();
  for (auto& thread : impl_->threads) thread.join();
}

void Pool::run_and_wait(const std::function<void()>& job) {
  Job waiting{&job, {}};
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->jobs.push_back(&waiting);
  }
  impl_->changed.notify_one();
  waiting.done.wait();
}

}  // namespace sdg::net
