// Whatever stands in a registry, a constraint or a lock: reading it never crashes, and a lock that was read is written
// as it was.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "compiler/prompt/definition.h"
#include "compiler/prompt/lock.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace sdg::prompt;
  const std::string_view input(reinterpret_cast<const char*>(bytes), size);
  (void)read_definition(input);
  if (const auto version = parse_version(input)) {
    if (parse_version(version->text()) != *version) std::abort();
  }
  if (const auto constraint = Constraint::parse(input)) (void)constraint->allows({1, 0, 0, {}});
  if (const auto lock = Lock::parse(input)) {
    const auto again = Lock::parse(lock->text());
    if (!again || !(*again == *lock)) std::abort();
  }
  return 0;
}
