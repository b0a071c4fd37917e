#include "runtime/eval/interpreter.h"

#include <stdexcept>
#include <utility>

#include "compiler/plan/weight.h"

namespace sdg::eval {
namespace {

using plan::Node;
using plan::NodeKind;

// A level costs a few hundred bytes of stack, more in a debug build; a fiber has 128 KB.
constexpr std::uint32_t kDeepest = 64;

Frame& enclosing(Frame& from, BlockId block) {
  Frame* frame = from.enclosing(block);
  if (!frame) throw std::logic_error("a node is evaluated outside of its block");
  return *frame;
}

}  // namespace

Interpreter::Interpreter(const Program& program, RowInputs inputs, Tables& tables, Asker& asker)
    : program_(program),
      dataset_(program.dataset()),
      inputs_(std::move(inputs)),
      tables_(tables),
      asker_(asker),
      index_(static_cast<std::int64_t>(inputs_.index)),
      identity_(inputs_.seed, dataset_.name, inputs_.key),
      row_frame_(BlockId{0}, 0, dataset_.blocks[0].slots, nullptr) {}

Outcome Interpreter::evaluate(NodeId node, Frame& frame) {
  work_.assign(1, {node, &frame});
  depth_ = 0;
  while (true) {
    const auto top = work_.back();
    const auto size = work_.size();
    ++walks_;
    const auto outcome = walk(top.node, *top.frame);
    if (work_.size() > size) continue;  // what was put off comes first, then this one again
    work_.pop_back();
    if (work_.empty()) return outcome;
  }
}

Outcome Interpreter::walk(NodeId id, Frame& from) {
  const Node& node = dataset_[id];
  switch (node.kind) {
    case NodeKind::Constant: return Outcome::ready(dataset_.constants[node.payload]);
    case NodeKind::Input: return Outcome::ready(inputs_.inputs[node.payload]);
    case NodeKind::RowIndex: return Outcome::ready(index_);
    case NodeKind::Local: return Outcome::ready(enclosing(from, node.block).local(node.payload));
    case NodeKind::Table: return Outcome::ready(tables_.rows(dataset_.tables[node.payload]));
    case NodeKind::Field: return field(node, from);
    case NodeKind::Apply:
    case NodeKind::Choose:
    case NodeKind::Coalesce:
    case NodeKind::Match:
    case NodeKind::List:
    case NodeKind::Record:
    case NodeKind::Concat:
    case NodeKind::Map:
    case NodeKind::Check:
    case NodeKind::Render:
    case NodeKind::Draw:
    case NodeKind::Redraw:
    case NodeKind::Repeat:
    case NodeKind::Iterate:
    case NodeKind::Split:
    case NodeKind::Image:
    case NodeKind::Ask:
    case NodeKind::Embed:
    case NodeKind::External: break;
  }
  return walk_slot(id, node, enclosing(from, node.block));
}

Outcome Interpreter::walk_slot(NodeId id, const Node& node, Frame& home) {
  Slot& slot = home.slot(node.slot);
  if (slot.state == State::Ready) return Outcome::ready(slot.value);
  if (slot.state == State::Failed) return Outcome::failed(slot.failure);
  if (slot.asked) return Outcome::pending();
  if (slot.state == State::Pending && slot.as_of == (slot.put_off ? walks_ : answers_)) {
    put_offs_ += slot.put_off;
    return Outcome::pending();
  }
  const Site site{id, node, home, slot};
  if (depth_ == kDeepest) return put_off(site);
  const auto put_offs = put_offs_;
  ++depth_;
  const auto outcome = compute(site);
  --depth_;
  return settle(slot, outcome, put_offs != put_offs_);
}

Outcome Interpreter::compute(const Site& site) {
  switch (site.node.kind) {
    case NodeKind::Apply: return apply(site);
    case NodeKind::Choose: return choose(site);
    case NodeKind::Coalesce: return coalesce(site);
    case NodeKind::Match: return match(site);
    case NodeKind::List: return list(site);
    case NodeKind::Record: return record(site);
    case NodeKind::Concat: return concat(site);
    case NodeKind::Map: return map(site);
    case NodeKind::Check: return check(site);
    case NodeKind::Render: return render(site);
    case NodeKind::Draw: return draw(site);
    case NodeKind::Redraw: return redraw(site);
    case NodeKind::Repeat: return repeat(site);
    case NodeKind::Iterate: return iterate(site);
    case NodeKind::Ask: return ask(site);
    case NodeKind::Split: return split(site);
    // Refused before a run begins:
    case NodeKind::Image:
    case NodeKind::Embed:
    case NodeKind::External:
    // Without a slot:
    case NodeKind::Constant:
    case NodeKind::Input:
    case NodeKind::RowIndex:
    case NodeKind::Local:
    case NodeKind::Table:
    case NodeKind::Field: break;
  }
  throw std::logic_error("this kind of node is not computed");
}

Outcome Interpreter::settle(Slot& slot, const Outcome& outcome, bool put_off) {
  slot.state = outcome.state;
  if (outcome.state == State::Ready) {
    if (outcome.value != &slot.value) slot.value = *outcome.value;
    return Outcome::ready(slot.value);
  }
  if (outcome.state == State::Failed) {
    if (outcome.failure != &slot.failure) slot.failure = *outcome.failure;
    return Outcome::failed(slot.failure);
  }
  slot.put_off = put_off;
  slot.as_of = put_off ? walks_ : answers_;
  return Outcome::pending();
}

Outcome Interpreter::put_off(const Site& site) {
  work_.push_back({site.id, &site.home});
  ++put_offs_;
  return settle(site.slot, Outcome::pending(), true);
}

Outcome Interpreter::walk_all(std::span<const NodeId> inputs, Frame& frame) {
  bool all_ready = true;
  Outcome first;
  for (const auto input : inputs) {
    const auto outcome = walk(input, frame);
    if (outcome.is_ready() || !all_ready) continue;
    all_ready = false;
    first = outcome;
  }
  if (all_ready) first.state = State::Ready;
  return first;
}

const Value& Interpreter::value_of(NodeId id, Frame& frame) {
  const auto outcome = walk(id, frame);
  if (!outcome.is_ready()) throw std::logic_error("a node that was ready has no value");
  return *outcome.value;
}

Outcome Interpreter::store(const Site& site, Value value) {
  site.slot.value = std::move(value);
  return Outcome::ready(site.slot.value);
}

Outcome Interpreter::store_made(const Site& site, Value value) {
  if (plan::is_too_heavy(value)) return fail(site, {Cause::Check, std::string(plan::kTooHeavy)});
  return store(site, std::move(value));
}

Outcome Interpreter::fail(const Site& site, CellFailure failure) {
  site.slot.failure = std::make_shared<const CellFailure>(std::move(failure));
  return Outcome::failed(site.slot.failure);
}

Frame& Interpreter::add_frame(const Site& site, Frame::Frames& siblings, BlockId block) {
  const auto& shape = dataset_.blocks[block.index];
  auto& frame = *siblings.emplace_back(std::make_unique<Frame>(block, shape.depth, shape.slots, &site.home, site.id));
  frame.number = static_cast<std::uint32_t>(siblings.size() - 1);
  return frame;
}

Slot& Interpreter::slot_of(const Question& question) { return question.frame->slot(dataset_[question.node].slot); }

void Interpreter::answer(const Question& question, Value value) {
  Slot& slot = slot_of(question);
  slot.value = std::move(value);
  slot.state = State::Ready;
  ++answers_;
}

void Interpreter::fail(const Question& question, FailurePtr failure) {
  Slot& slot = slot_of(question);
  slot.failure = std::move(failure);
  slot.state = State::Failed;
  ++answers_;
}

}  // namespace sdg::eval
