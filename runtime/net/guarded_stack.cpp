#include "runtime/net/guarded_stack.h"

#include <sys/mman.h>
#include <unistd.h>

#include <new>

namespace sdg::net {
namespace {

// A guarded stack takes two of the 65,530 mappings that Linux gives a process, others merge. Half are for the rest.
constexpr std::size_t kMostGuarded = 16'000;

// The limit is the process's. Fibers and their stacks stay with one thread, which is the loop's.
thread_local std::size_t stacks_in_use = 0;

std::size_t page_size() {
  static const auto size = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  return size;
}

}  // namespace

boost::context::stack_context GuardedStacks::allocate() {
  boost::context::stack_context stack;
  stack.size = size_ + page_size();
  void* lowest = mmap(nullptr, stack.size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
  if (lowest == MAP_FAILED) throw std::bad_alloc();
  // Where the page cannot be had, the stack is as good as one without.
  if (stacks_in_use++ < kMostGuarded) static_cast<void>(mprotect(lowest, page_size(), PROT_NONE));
  stack.sp = static_cast<char*>(lowest) + stack.size;
  return stack;
}

void GuardedStacks::deallocate(boost::context::stack_context& stack) noexcept {
  munmap(static_cast<char*>(stack.sp) - stack.size, stack.size);
  --stacks_in_use;
}

}  // namespace sdg::net
