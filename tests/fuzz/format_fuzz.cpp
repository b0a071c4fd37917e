// A program without mistakes keeps its tree when it is formatted, and is left alone the second time.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "tests/support/program_tree.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto before = sdg::test::read_program(std::string(reinterpret_cast<const char*>(data), size));
  if (before.has_errors || !before.formatted) return 0;
  const auto after = sdg::test::read_program(*before.formatted);
  if (after.has_errors || after.tree != before.tree || after.formatted != before.formatted) std::abort();
  return 0;
}
