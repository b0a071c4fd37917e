#pragma once

#include <functional>
#include <memory>

namespace sdg::net {

/// A few threads that do jobs in the order in which they are given. Knows nothing of fibers.
class Workers {
 public:
  /// Signals are not delivered to the threads.
  explicit Workers(unsigned threads);
  /// All that was given is done.
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  /// From any thread. `job` must not throw.
  void give(std::function<void()> job);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sdg::net
