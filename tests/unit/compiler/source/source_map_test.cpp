#include "compiler/source/source_map.h"

#include <doctest/doctest.h>

using sdg::source::SourceMap;

TEST_CASE("files keep their place and their address when more are added") {
  SourceMap map;
  const auto first = map.add("a.sdg", "alpha");
  const auto* file = &map[first];
  for (int i = 0; i < 1000; ++i) map.add("more.sdg", "x");
  CHECK(&map[first] == file);
  CHECK(map[first].path() == "a.sdg");
  CHECK(map.size() == 1001);
}

TEST_CASE("a span is the text it covers") {
  SourceMap map;
  map.add("a.sdg", "alpha");
  const auto file = map.add("b.sdg", "one two three");
  CHECK(map.text({file, 4, 7}) == "two");
  CHECK(map.text(sdg::source::join({file, 4, 7}, {file, 8, 13})) == "two three");
}
