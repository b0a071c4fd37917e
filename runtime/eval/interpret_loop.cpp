#include <fmt/format.h>

#include "runtime/eval/interpreter.h"

namespace sdg::eval {
namespace {

constexpr std::int64_t kMostCopies = 1'000'000;  // of repeat and iterate: more is a slip, and would fill the memory

bool holds_questions(const Frame::Frames& frames) {
  for (const auto& frame : frames) {
    if (frame->holds_questions) return true;
  }
  return false;
}

/// Frames that nobody points into any more are given back; a long list would hold them as long as the row.
void release(Frame::Frames& frames) {
  if (!holds_questions(frames)) frames.clear();
}

CellFailure too_many(std::string_view loop, std::int64_t count) {
  return {Cause::Check, fmt::format("`{}` goes up to {} times, not {}", loop, kMostCopies, count)};
}

/// What several elements came to together: of those without a value the first decides.
class Together {
 public:
  void add(const Outcome& outcome) {
    if (!outcome.is_ready() && first_.is_ready()) first_ = outcome;
  }
  const Outcome& first() const { return first_; }

 private:
  Outcome first_{State::Ready, {}};
};

}  // namespace

Outcome Interpreter::map(const Site& site) {
  const auto& mapping = dataset_.maps[site.node.payload];
  const auto list = walk(site.node.inputs[0], site.home);
  if (!list.is_ready()) return list;
  auto& frames = site.home.children(site.id);
  if (frames.empty()) add_element_frames(site, frames, mapping.block, *list.value);
  Together together;
  std::vector<Value> values;
  for (const auto& frame : frames) {
    bool kept = true;
    const auto outcome = map_element(mapping, *frame, kept);
    together.add(outcome);
    if (outcome.is_ready() && kept && together.first().is_ready()) values.push_back(*outcome.value);
  }
  if (!together.first().is_ready()) return together.first();
  release(frames);
  return store_made(site, Value::list(std::move(values)));
}

void Interpreter::add_element_frames(const Site& site, Frame::Frames& frames, BlockId block, const Value& list) {
  const auto items = list.items();
  frames.reserve(items.size());
  for (const auto& item : items) {
    auto& frame = add_frame(site, frames, block);
    frame.local(0) = item;
    frame.local(1) = Value(static_cast<std::int64_t>(frame.number));
    frame.local(2) = Value(static_cast<std::int64_t>(items.size()));
  }
}

Outcome Interpreter::map_element(const plan::Mapping& mapping, Frame& frame, bool& kept) {
  if (mapping.condition) {
    const auto condition = walk(*mapping.condition, frame);
    if (!condition.is_ready()) return condition;
    kept = condition.value->as_bool();
    if (!kept) return condition;
  }
  return walk(mapping.body, frame);
}

Outcome Interpreter::repeat(const Site& site) {
  const auto& loop = dataset_.loops[site.node.payload];
  const auto count = walk(site.node.inputs[0], site.home);
  if (!count.is_ready()) return count;
  if (count.value->as_int() > kMostCopies) return fail(site, too_many("repeat", count.value->as_int()));
  auto& frames = site.home.children(site.id);
  while (static_cast<std::int64_t>(frames.size()) < count.value->as_int()) {
    auto& frame = add_frame(site, frames, loop.block);
    frame.local(0) = Value(static_cast<std::int64_t>(frame.number));
  }
  Together together;
  std::vector<Value> values;
  for (const auto& frame : frames) {
    const auto outcome = walk(loop.body, *frame);
    together.add(outcome);
    if (together.first().is_ready()) values.push_back(*outcome.value);
  }
  if (!together.first().is_ready()) return together.first();
  release(frames);
  return store_made(site, Value::list(std::move(values)));
}

Outcome Interpreter::iterate(const Site& site) {
  const auto inputs = walk_all(site.node.inputs, site.home);
  if (!inputs.is_ready()) return inputs;
  const auto most = value_of(site.node.inputs[0], site.home).as_int();
  if (most > kMostCopies) return fail(site, too_many("iterate", most));
  const auto& start = value_of(site.node.inputs[1], site.home);
  if (most <= 0) return Outcome::ready(start);
  auto& frames = site.home.children(site.id);
  if (frames.empty()) add_step(site, frames, start);
  return take_steps(site, frames, static_cast<std::uint32_t>(most));
}

void Interpreter::add_step(const Site& site, Frame::Frames& frames, const Value& so_far) {
  auto& frame = add_frame(site, frames, dataset_.loops[site.node.payload].block);
  frame.local(0) = so_far;
  frame.local(1) = Value(static_cast<std::int64_t>(frame.number));
}

/// Goes on at the last frame: the earlier steps are over. `until` stands in the frame of the step that it ends.
Outcome Interpreter::take_steps(const Site& site, Frame::Frames& frames, std::uint32_t most) {
  const auto& loop = dataset_.loops[site.node.payload];
  while (true) {
    Frame& frame = *frames.back();
    const auto value = walk(loop.body, frame);
    if (!value.is_ready()) return value;
    bool done = frame.number + 1 == most;
    if (!done && loop.until) {
      const auto until = walk(*loop.until, frame);
      if (!until.is_ready()) return until;
      done = until.value->as_bool();
    }
    if (done) {
      const auto outcome = store(site, *value.value);
      release(frames);
      return outcome;
    }
    add_step(site, frames, *value.value);
    // Only where the steps have come to is read on: a value that grows would be kept in all its sizes.
    if (!frame.holds_questions) frame.let_go();
  }
}

Outcome Interpreter::redraw(const Site& site) {
  const auto& redrawing = dataset_.redraws[site.node.payload];
  auto& frames = site.home.children(site.id);
  if (frames.empty()) add_frame(site, frames, redrawing.block);
  while (true) {
    Frame& frame = *frames.back();
    const auto value = walk(redrawing.body, frame);
    if (!value.is_ready()) return value;
    frame.local(0) = *value.value;
    const auto accepted = walk(redrawing.condition, frame);
    if (!accepted.is_ready()) return accepted;
    if (accepted.value->as_bool()) return value;
    if (frame.number == redrawing.limit) break;
    const auto number = frame.number + 1;
    release(frames);
    add_frame(site, frames, redrawing.block).number = number;
  }
  return fail(site, {Cause::Rejected, fmt::format("none of {} draws satisfied the `where`", redrawing.limit + 1)});
}

}  // namespace sdg::eval
