#include <doctest/doctest.h>

#include "tests/unit/runtime/eval/fiber_stack.h"
#include "tests/unit/runtime/eval/row_fixture.h"

using namespace sdg;
using namespace sdg::test;

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
  run_on_a_fibers_stack([&] {
    Row row(b);
    shown = row[value];
  });
  CHECK(shown == "1");
}
