#include <fmt/format.h>

#include <vector>

#include "runtime/eval/interpreter.h"
#include "runtime/eval/row_key.h"

namespace sdg::eval {
namespace {

Evaluation failed(CellFailure failure) {
  return {State::Failed, nullptr, std::make_shared<const CellFailure>(std::move(failure))};
}

}  // namespace

Outcome Interpreter::open_rows(const plan::EachSpec& each, Frame& outer) {
  const auto list = evaluate(each.list, outer);
  if (!list.is_ready() || list.value->is_null() || !outer.rows.empty()) return list;
  const auto items = list.value->items();
  const auto& shape = dataset_.blocks[each.block.index];
  outer.rows.reserve(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) {
    auto& row = *outer.rows.emplace_back(std::make_unique<Frame>(each.block, shape.depth, shape.slots, &outer));
    row.number = static_cast<std::uint32_t>(i);
    row.local(0) = items[i];
    row.local(1) = Value(static_cast<std::int64_t>(i));
  }
  return list;
}

Evaluation Interpreter::identify(const plan::EachSpec& each, Frame& row) {
  const auto known_by = [&](std::string key) -> Evaluation {
    row.identity = std::make_unique<const RowIdentity>(inputs_.seed, dataset_.name, std::move(key));
    return {State::Ready, nullptr, nullptr};
  };
  if (row.identity) return {State::Ready, nullptr, nullptr};
  if (each.key.empty()) return known_by(child_row_key(identity_of(*row.parent()).key, row.number));
  std::vector<Value> values;
  for (const auto node : each.key) {
    const auto part = evaluate(node, row);
    if (part.state == State::Failed) return {part.state, nullptr, *part.failure};
    if (!part.is_ready()) return {State::Pending, nullptr, nullptr};
    values.push_back(*part.value);
  }
  auto key = explicit_row_key(values);
  return key ? known_by(std::move(*key)) : failed({Cause::Check, key.failure().message});
}

const RowIdentity& Interpreter::identity_of(const Frame& frame) const {
  for (const Frame* at = &frame; at; at = at->parent()) {
    if (at->identity) return *at->identity;
  }
  return identity_;
}

}  // namespace sdg::eval
