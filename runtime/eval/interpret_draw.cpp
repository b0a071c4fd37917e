#include <algorithm>
#include <map>
#include <stdexcept>

#include "runtime/eval/interpreter.h"
#include "runtime/eval/sampler.h"

namespace sdg::eval {
namespace {

std::uint64_t hash_of(const Value& element) { return SipHash({}).text(plan::to_json(element)).finish(); }

/// Tells each frame of a mapping how many equal elements stand before its own.
void number_elements(Frame::Frames& frames) {
  std::map<std::uint64_t, std::uint64_t> seen;
  for (const auto& frame : frames) {
    const auto hash = hash_of(frame->local(0));
    frame->element = ElementNumber{hash, seen[hash]++};
  }
}

}  // namespace

/// The numbers of the loops around a draw, outermost first. A mapping counts with its element and not its position.
std::vector<std::uint64_t> Interpreter::draw_numbers(Frame& home) const {
  std::vector<std::uint64_t> numbers;
  for (Frame* frame = &home; frame->parent(); frame = frame->parent()) {
    switch (dataset_.blocks[frame->block().index].kind) {
      case plan::BlockKind::Map:
        if (!frame->element) number_elements(frame->parent()->children(frame->owner()));
        numbers.push_back(frame->element->equals_before);
        numbers.push_back(frame->element->hash);
        break;
      case plan::BlockKind::Redraw:
      case plan::BlockKind::Repeat:
      case plan::BlockKind::Iterate: numbers.push_back(frame->number); break;
      case plan::BlockKind::Row:
      case plan::BlockKind::Each:  // its rows have keys of their own
      case plan::BlockKind::Measure:
      case plan::BlockKind::Where:
      case plan::BlockKind::Given: break;
    }
  }
  std::ranges::reverse(numbers);
  return numbers;
}

Outcome Interpreter::draw(const Site& site) {
  if (const auto first = walk_all(site.node.inputs, site.home); !first.is_ready()) return first;
  return draw_ready(site);
}

Outcome Interpreter::draw_ready(const Site& site) {
  const auto& inputs = site.node.inputs;
  const auto& drawing = dataset_.draws[site.node.payload];
  const auto sampler = find_sampler(drawing.sampler);
  if (!sampler) throw std::logic_error("a draw names a built-in that is no sampler");
  std::vector<Value> args;
  args.reserve(inputs.size());
  for (const auto input : inputs) args.push_back(value_of(input, site.home));
  const bool regex = !inputs.empty() && program_.plan().types[dataset_[inputs[0]].type].kind == plan::TypeKind::Regex;
  const auto numbers = draw_numbers(site.home);
  DrawSite draw_site(identity_of(site.home).draws, drawing.path, numbers, inputs_.index, regex);
  auto drawn = sampler(SamplerArgs(args, drawing.arg_names), draw_site);
  return drawn ? store(site, *std::move(drawn)) : fail(site, drawn.take_failure());
}

}  // namespace sdg::eval
