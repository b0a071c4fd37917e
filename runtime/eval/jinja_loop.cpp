#include <fmt/format.h>

#include "runtime/eval/jinja_operators.h"
#include "runtime/eval/jinja_renderer.h"

namespace sdg::eval {

/// A loop on its way: what `loop.*` tells.
struct JinjaRenderer::Rounds {
  JinjaItems items;
  std::size_t index = 0;
  std::size_t depth = 1;
  std::optional<JinjaItems> last_changed;
};

namespace {

JinjaValue whole(std::size_t number) { return JinjaValue(static_cast<std::int64_t>(number)); }

}  // namespace

void JinjaRenderer::run_for(const JinjaStatement& statement, JinjaPlace& place) {
  const JinjaValue list = evaluate(statement.exprs[1], place);
  if (!trouble_.failed()) run_rounds(statement, list, 1, place);
}

/// The elements that the loop's condition keeps: they are what it counts.
JinjaItems JinjaRenderer::kept_elements(const JinjaStatement& statement, const JinjaValue& list, JinjaPlace& place) {
  JinjaItems all = elements_of(list, trouble_);
  if (statement.exprs[2].is_absent()) return all;
  JinjaItems kept;
  for (JinjaValue& element : all) {
    JinjaPlace inside = place.inside();
    assign(statement.exprs[0], element, place, *inside.scope);
    if (is_true(statement.exprs[2], inside)) kept.push_back(std::move(element));
    if (!step()) break;
  }
  return kept;
}

void JinjaRenderer::run_rounds(const JinjaStatement& statement, const JinjaValue& list, std::size_t depth,
                               JinjaPlace& place) {
  const auto rounds = std::make_shared<Rounds>();
  rounds->items = kept_elements(statement, list, place);
  rounds->depth = depth;
  const JinjaValue loop = loop_object(statement, rounds, place);
  for (; rounds->index < rounds->items.size() && step(); ++rounds->index) {
    JinjaPlace inside = place.inside();
    inside.scope->set("loop", loop);
    assign(statement.exprs[0], rounds->items[rounds->index], place, *inside.scope);
    run(statement.bodies[0], inside);
  }
  if (rounds->items.empty() && !trouble_.failed()) {
    JinjaPlace inside = place.inside();
    run(statement.bodies[1], inside);
  }
}

JinjaValue JinjaRenderer::loop_object(const JinjaStatement& statement, const std::shared_ptr<Rounds>& rounds,
                                      const JinjaPlace& place) {
  JinjaValue loop = JinjaValue::function("LoopContext", nullptr, rounds->items);
  if (statement.recursive) {
    loop.object()->call = [this, &statement, rounds, place](const JinjaArguments& given) {
      std::string text;
      JinjaPlace inside = place.inside(text);
      if (given.places.size() != 1) trouble_.fail("loop() takes what to go through");
      const Level level(*this);
      if (level.ok()) run_rounds(statement, given.places[0], rounds->depth + 1, inside);
      return JinjaValue(std::move(text));
    };
  } else {
    loop.object()->call = [this](const JinjaArguments&) {
      trouble_.fail("The loop must have the 'recursive' marker to be called recursively.");
      return JinjaValue();
    };
  }
  const auto cycle = [this, rounds](const JinjaArguments& given) {
    if (given.places.empty()) trouble_.fail("no items for cycling given");
    return given.places.empty() ? JinjaValue() : given.places[rounds->index % given.places.size()];
  };
  const auto changed = [rounds](const JinjaArguments& given) {
    const bool is_new = !rounds->last_changed || !(*rounds->last_changed == given.places);
    rounds->last_changed = given.places;
    return JinjaValue(is_new);
  };
  loop.object()->attribute = [rounds, cycle, changed](std::string_view name) -> std::optional<JinjaValue> {
    const std::size_t index = rounds->index, size = rounds->items.size();
    if (name == "index") return whole(index + 1);
    if (name == "index0") return whole(index);
    if (name == "revindex") return whole(size - index);
    if (name == "revindex0") return whole(size - index - 1);
    if (name == "first") return JinjaValue(index == 0);
    if (name == "last") return JinjaValue(index + 1 == size);
    if (name == "length") return whole(size);
    if (name == "depth") return whole(rounds->depth);
    if (name == "depth0") return whole(rounds->depth - 1);
    if (name == "previtem")
      return index > 0 ? rounds->items[index - 1] : JinjaValue::undefined("there is no previous item");
    if (name == "nextitem")
      return index + 1 < size ? rounds->items[index + 1] : JinjaValue::undefined("there is no next item");
    if (name == "cycle") return JinjaValue::function("bound method LoopContext.cycle", cycle);
    if (name == "changed") return JinjaValue::function("bound method LoopContext.changed", changed);
    return std::nullopt;
  };
  return loop;
}

}  // namespace sdg::eval
