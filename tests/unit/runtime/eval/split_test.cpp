#include "runtime/eval/split.h"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <vector>

using sdg::eval::part_of;
using sdg::plan::SplitSpec;

namespace {

const std::vector<SplitSpec::Share> kShares{{"train", 0.8}, {"validation", 0.1}, {"test", 0.1}};

}  // namespace

TEST_CASE("a key falls into the same part for ever") {
  std::string parts;
  for (int i = 0; i < 32; ++i) parts += kShares[part_of(kShares, "key " + std::to_string(i))].name.front();
  CHECK(parts == "tttttttttttvvttttttttvtttttttttt");
}

TEST_CASE("the parts hold their shares on average") {
  std::array<int, 3> counts{};
  for (int i = 0; i < 10'000; ++i) ++counts[part_of(kShares, std::to_string(i))];
  CHECK(counts[0] > 7'800);
  CHECK(counts[0] < 8'200);
  CHECK(counts[1] > 900);
  CHECK(counts[2] > 900);
}

TEST_CASE("a larger first part keeps all that it had") {
  const std::vector<SplitSpec::Share> larger{{"train", 0.9}, {"test", 0.1}};
  for (int i = 0; i < 1'000; ++i) {
    if (part_of(kShares, std::to_string(i)) == 0) CHECK(part_of(larger, std::to_string(i)) == 0);
  }
}

TEST_CASE("what rounding leaves over belongs to the last part") {
  const std::vector<SplitSpec::Share> thirds{{"a", 0.0}, {"b", 0.0}, {"c", 0.0}};
  CHECK(part_of(thirds, "x") == 2);
}
