#pragma once

#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "runtime/net/loop.h"

namespace sdg::net {

/// A few threads for what blocks (database, files) or is big (parsing, hashing), so that the loop goes on meanwhile.
/// Each fiber waits for its own job, so the queue is never longer than there are fibers.
class Pool {
 public:
  /// `loop` must live longer. Signals are not delivered to the workers.
  Pool(Loop& loop, unsigned threads);
  /// No fiber may wait here any more.
  ~Pool();
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  /// Runs `work` on a worker and suspends the calling fiber until it is done. Returns or throws what `work` did.
  template <class Work>
  std::invoke_result_t<Work&> run(Work work);

 private:
  /// `job` must not throw.
  void run_and_wait(const std::function<void()>& job);

  struct Impl;
  std::unique_ptr<Impl> impl_;
};

template <class Work>
std::invoke_result_t<Work&> Pool::run(Work work) {
  using Value = std::invoke_result_t<Work&>;
  std::exception_ptr thrown;
  // The job names one pointer-sized thing, so that std::function need not allocate.
  if constexpr (std::is_void_v<Value>) {
    const auto guarded = [&] {
      try {
        work();
      } catch (...) {
        thrown = std::current_exception();
      }
    };
    run_and_wait(std::cref(guarded));
    if (thrown) std::rethrow_exception(thrown);
  } else {
    std::optional<Value> value;
    const auto guarded = [&] {
      try {
        value.emplace(work());
      } catch (...) {
        thrown = std::current_exception();
      }
    };
    run_and_wait(std::cref(guarded));
    if (thrown) std::rethrow_exception(thrown);
    return std::move(*value);
  }
}

}  // namespace sdg::net
