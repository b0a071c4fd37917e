#include "runtime/net/pool.h"

#include "runtime/net/fiber.h"
#include "runtime/net/workers.h"

namespace sdg::net {

struct Pool::Impl {
  Loop& loop;
  Workers workers;
};

Pool::Pool(Loop& loop, unsigned threads) : impl_(new Impl{loop, Workers(threads)}) {}

Pool::~Pool() = default;

void Pool::run_and_wait(const std::function<void()>& job) {
  /// Lives on the stack of the fiber that waits for it.
  struct Waiting {
    const std::function<void()>& job;
    Loop& loop;
    Event done;
  } waiting{job, impl_->loop, {}};
  // One pointer, so that neither std::function need allocate.
  impl_->workers.give([&waiting] {
    waiting.job();
    waiting.loop.post([&waiting] { waiting.done.set(); });
  });
  waiting.done.wait();
}

}  // namespace sdg::net
