#pragma once

#include <boost/context/stack_context.hpp>
#include <cstddef>

namespace sdg::net {

/// Stacks of fibers as Boost wants them given. Below each lies a page that nobody may touch: who needs more than the
/// stack ends the process there, and never writes into what belongs to others.
class GuardedStacks {
 public:
  explicit GuardedStacks(std::size_t size) : size_(size) {}

  boost::context::stack_context allocate();
  void deallocate(boost::context::stack_context& stack) noexcept;

 private:
  std::size_t size_;
};

}  // namespace sdg::net
