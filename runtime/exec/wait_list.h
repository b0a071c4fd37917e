#pragma once

#include <vector>

#include "runtime/net/fiber.h"

namespace sdg::exec {

/// Fibers that wait for something to change, whatever it is: each looks for itself when it is woken.
class WaitList {
 public:
  void wait() {
    net::Event changed;
    waiting_.push_back(&changed);
    changed.wait();
  }
  void wake_all() {
    auto woken = std::move(waiting_);
    waiting_.clear();
    for (auto* event : woken) event->set();
  }
  bool empty() const { return waiting_.empty(); }

 private:
  std::vector<net::Event*> waiting_;
};

}  // namespace sdg::exec
