// Whatever stands in a string: its values and tags are read, checked and planned, or told.

#include <cstddef>
#include <cstdint>
#include <string>

#include "tests/fuzz/compiled.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  constexpr const char* kHead =
      "dataset d {\n  rows 1\n  a = choice(\"x\", \"y\")\n  xs = [1, 2]\n  r = {k: 1}\n  t = ";
  constexpr const char* kTail = "\n  output \"d.jsonl\"\n}\n";
  sdg::fuzz::compile(kHead + ("\"\"\"" + text) + "\"\"\"" + kTail);
  sdg::fuzz::compile(kHead + ("\"" + text) + "\"" + kTail);
  return 0;
}
