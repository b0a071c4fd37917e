#include "runtime/exec/keyless_rows.h"

#include <doctest/doctest.h>

using namespace sdg;
using plan::InputSpec;
using plan::Value;

namespace {

Value person(std::int64_t age, const char* id) {
  return Value::record(plan::make_shape({"age", "id"}), {Value(age), Value::string(id)});
}

/// A dataset that asks for each person of a file.
struct Asked {
  explicit Asked(std::vector<Value> people) {
    rows.kind = InputSpec::Kind::Values;
    rows.values = std::move(people);
    plan.sources.emplace_back().path = "people.jsonl";
    dataset.name = "d";
    dataset.asks.emplace_back();
    InputSpec& input = dataset.inputs.emplace_back();
    input.kind = InputSpec::Kind::Source;
    input.alias = "p";
  }
  std::string warning() const { return exec::keyless_warning(plan, dataset, {exec::open_values(rows)}); }

  InputSpec rows;
  plan::Plan plan;
  plan::Dataset dataset;
};

}  // namespace

TEST_CASE("the first column that tells the rows apart is offered as their key") {
  const Asked asked({person(30, "a"), person(30, "b")});
  CHECK(
      asked.warning() ==
      "`d` has no `key`, so its rows are known by their place in `people.jsonl`: after a line that is put in between, "
      "all are paid for anew; `key p.id` would know them by what they are");
}

TEST_CASE("nothing is offered where no column tells the rows apart") {
  const Asked asked({person(30, "a"), person(30, "a")});
  CHECK(asked.warning().ends_with("all are paid for anew"));
}

TEST_CASE("a dataset with a key, one that asks nothing and one that reads no file are left in peace") {
  Asked asked({});
  CHECK(exec::pays_for_places(asked.dataset));
  asked.dataset.key.emplace_back();
  CHECK_FALSE(exec::pays_for_places(asked.dataset));
  asked.dataset.key.clear();
  asked.dataset.asks.clear();
  CHECK_FALSE(exec::pays_for_places(asked.dataset));
  asked.dataset.asks.emplace_back();
  asked.dataset.inputs.clear();
  CHECK_FALSE(exec::pays_for_places(asked.dataset));
}
