#include "runtime/exec/recipe_match.h"

#include <doctest/doctest.h>

#include "runtime/store/memory_store.h"

using namespace sdg;
using namespace sdg::exec;

namespace {

Recipe asked(const std::string& message, const std::string& tag = "here") {
  return {{"operator", "ask 1"},         {"dialect", "openai"}, {"tag", tag},   {"model", "m"},
          {"message 1 (user)", message}, {"row", "r"},          {"sample", "0"}};
}

std::string json(const Recipe& recipe) {
  std::string text = "{";
  for (const auto& [name, value] : recipe) text += (text.size() > 1 ? ",\"" : "\"") + name + "\":\"" + value + "\"";
  return text + "}";
}

store::CellKey keep(store::Store& store, const Recipe& recipe) {
  const auto key = plan::sha256(json(recipe));
  store::Batch batch;
  batch.attempts.push_back({.cell = key, .number = 0, .recipe = json(recipe), .attempt = {}});
  REQUIRE(store.commit(batch));
  return key;
}

}  // namespace

TEST_CASE("two recipes differ in the components whose texts differ, in the order of the present one") {
  const auto found = differences(asked("a", "there"), asked("b"));
  REQUIRE(found.size() == 2);
  CHECK(found[0].component == "tag");
  CHECK(found[0].before == "there");
  CHECK(found[0].now == "here");
  CHECK(found[1].component == "message 1 (user)");
}

TEST_CASE("a component that only one of them has is a difference") {
  auto hotter = asked("a");
  hotter.emplace_back("temperature", "1.0");
  CHECK(differences(asked("a"), hotter).front().before.empty());
  CHECK(differences(hotter, asked("a")).front().now.empty());
}

TEST_CASE("a question is told to come from the answer that is most like it, and each answer belongs to one") {
  const auto store = store::make_memory_store();
  const std::vector<store::CellKey> cells{keep(*store, asked("a", "there")), keep(*store, asked("b"))};
  FormerCells former(*store, cells, {});
  const auto first = former.take(asked("c"));
  REQUIRE(first);
  CHECK(first->differences.size() == 1);
  const auto second = former.take(asked("a"));
  REQUIRE(second);
  CHECK(second->differences.front().component == "tag");
  CHECK_FALSE(former.take(asked("d")));
}

TEST_CASE("an answer that the row still uses is nobody's past") {
  const auto store = store::make_memory_store();
  const auto cell = keep(*store, asked("a"));
  CHECK_FALSE(FormerCells(*store, {cell}, {cell}).take(asked("b")));
}

TEST_CASE("what shares less than half of its parts is another question") {
  const auto store = store::make_memory_store();
  const auto cell = keep(*store, {{"operator", "ask 1"}, {"dialect", "sim"}, {"tag", "sim"}, {"row", "other"}});
  CHECK_FALSE(FormerCells(*store, {cell}, {}).take(asked("a")));
}
