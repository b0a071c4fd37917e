#include <doctest/doctest.h>
#include <pthread.h>

#include <functional>

#include "tests/unit/runtime/eval/row_fixture.h"

using namespace sdg;
using namespace sdg::test;

namespace {

constexpr std::size_t kFiberStack = 256 * 1024;

void run_on_a_stack_of(std::size_t size, const std::function<void()>& work) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  REQUIRE(pthread_attr_setstacksize(&attributes, size) == 0);
  pthread_t thread;
  const auto start = [](void* given) -> void* {
    (*static_cast<const std::function<void()>*>(given))();
    return nullptr;
  };
  auto copy = work;
  REQUIRE(pthread_create(&thread, &attributes, start, &copy) == 0);
  pthread_join(thread, nullptr);
  pthread_attr_destroy(&attributes);
}

}  // namespace

TEST_CASE("the deepest plan is evaluated on a fiber's stack") {
  PlanBuilder b;
  // Loops in loops and long chains in each of them.
  auto value = b.integer(1);
  for (int depth = 0; depth < 300; ++depth) {
    const auto block = b.block(plan::BlockKind::Repeat);
    for (int i = 0; i < 30; ++i) value = b.apply(plan::Builtin::Add, {value, b.integer(0)});
    value = b.apply(plan::Builtin::Sum, {b.repeat(b.integer(1), block, value)});
  }
  std::string shown;
  run_on_a_stack_of(kFiberStack, [&] {
    Row row(b);
    shown = row[value];
  });
  CHECK(shown == "1");
}
