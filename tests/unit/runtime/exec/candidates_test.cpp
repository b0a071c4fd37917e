#include "runtime/exec/candidates.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "runtime/eval/row_key.h"
#include "runtime/exec/loaded_tables.h"
#include "tests/support/plan_builder.h"

using namespace sdg;
using namespace sdg::test;

namespace {

/// A dataset over lists of numbers, and its candidates.
class Numbers : public PlanBuilder {
 public:
  explicit Numbers(const std::vector<std::vector<int>>& lists) {
    for (const auto& list : lists) {
      std::vector<Value> values;
      for (const int number : list) values.emplace_back(std::int64_t{number});
      dataset().inputs.push_back({plan::InputSpec::Kind::Values, 0, std::move(values), "x", {}, {}, {}});
    }
  }

  exec::CandidateSource& open(std::optional<std::uint64_t> limit = {}) {
    program_ = std::make_unique<exec::RowProgram>(plan(), 0, false, std::nullopt);
    source_.reset(new exec::CandidateSource{*program_, {}, tables_, limit, false});
    for (const auto& input : dataset().inputs) source_->inputs.push_back(exec::open_values(input));
    return *source_;
  }
  /// `key: inputs` of each candidate.
  std::vector<std::string> all(std::optional<std::uint64_t> limit = {}) {
    const auto candidates = exec::open_candidates(open(limit));
    std::vector<std::string> found;
    while (true) {
      auto candidate = candidates->next();
      REQUIRE(candidate.ok());
      if (!*candidate) return found;
      found.push_back(eval::row_key_json((*candidate)->row.key) + ": " +
                      plan::to_json(Value::list((*candidate)->row.inputs)));
    }
  }

 private:
  exec::LoadedTables tables_;
  std::unique_ptr<exec::RowProgram> program_;
  std::unique_ptr<exec::CandidateSource> source_;
};

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("the last of several inputs varies fastest") {
  CHECK(Numbers({{1, 2}, {10, 20}}).all() == Texts{"[0,0]: [1,10]", "[0,1]: [1,20]", "[1,0]: [2,10]", "[1,1]: [2,20]"});
}

TEST_CASE("an empty input leaves nothing to combine") {
  CHECK(Numbers({{1, 2}, {}}).all().empty());
  CHECK(Numbers({{}, {1, 2}}).all().empty());
}

TEST_CASE("`rows` cuts the candidates, and inputs that are shorter end them") {
  Numbers numbers({{1, 2, 3}});
  numbers.dataset().rows = 2;
  CHECK(numbers.all() == Texts{"0: [1]", "1: [2]"});
  numbers.dataset().rows = 9;
  CHECK(numbers.all().size() == 3);
  CHECK(numbers.all(1).size() == 1);
}

TEST_CASE("without inputs there are as many candidates as `rows` says, or one") {
  Numbers none({});
  CHECK(none.all().size() == 1);
  none.dataset().rows = 3;
  CHECK(none.all() == Texts{"0: []", "1: []", "2: []"});
}

TEST_CASE("an explicit key is the value of its expressions") {
  Numbers numbers({{5, 6}});
  numbers.dataset().key.push_back(numbers.input(0));
  CHECK(numbers.all() == Texts{"5: [5]", "6: [6]"});
  CHECK(exec::check_keys(numbers.open()).ok());
}

TEST_CASE("rows with one key are named, both of them") {
  Numbers numbers({{5, 6, 7, 6, 5}});
  numbers.dataset().key.push_back(numbers.input(0));
  const auto checked = exec::check_keys(numbers.open());
  REQUIRE_FALSE(checked.ok());
  CHECK(checked.failure().message ==
        "row 1 and row 3 of dataset `d` have the same key 6; add what tells them apart to its `key` line");
}

TEST_CASE("shuffling orders by key, whatever the order of the input") {
  Numbers forward({{1, 2, 3, 4, 5, 6, 7, 8}});
  Numbers backward({{8, 7, 6, 5, 4, 3, 2, 1}});
  for (auto* numbers : {&forward, &backward}) {
    numbers->dataset().shuffle = true;
    numbers->dataset().key.push_back(numbers->input(0));
  }
  const auto order = forward.all();
  CHECK(order == backward.all());
  CHECK(std::set<std::string>(order.begin(), order.end()).size() == 8);
  CHECK_FALSE(std::ranges::is_sorted(order));
  forward.dataset().rows = 3;
  CHECK(forward.all() == Texts(order.begin(), order.begin() + 3));
}

TEST_CASE("a million keys are told apart in sixteen bytes each") {
  exec::KeySet seen;
  for (int i = 0; i < 100'000; ++i) REQUIRE(seen.insert(std::to_string(i)));
  CHECK_FALSE(seen.insert("77777"));
}
