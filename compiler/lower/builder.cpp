#include "compiler/lower/builder.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/plan/operators.h"

namespace sdg::lower {

using plan::Block;
using plan::Node;
using plan::TypeKind;

namespace {

constexpr BlockId kRow{0};

bool fits(const plan::Pattern& pattern, const Value& value) {
  const auto is_below = [](const Value& a, const Value& b) { return a.as_float() < b.as_float(); };
  switch (pattern.kind) {
    case plan::Pattern::Kind::Any: return true;
    case plan::Pattern::Kind::Literal: return pattern.first == value;
    case plan::Pattern::Kind::Range:
      return value.is_number() && (pattern.first.is_null() || !is_below(value, pattern.first)) &&
             (pattern.last.is_null() || !is_below(pattern.last, value));
  }
  return false;
}

template <class T>
std::uint32_t add(std::vector<T>& table, T entry) {
  table.push_back(std::move(entry));
  return static_cast<std::uint32_t>(table.size() - 1);
}

}  // namespace

Builder::Builder(plan::Dataset& dataset, plan::TypeTable& types) : dataset_(dataset), types_(types) {
  dataset_.blocks.push_back({plan::BlockKind::Row, kRow, 0, 0});
}

BlockId Builder::open_block(plan::BlockKind kind, BlockId parent) {
  return {add(dataset_.blocks, Block{kind, parent, dataset_.blocks[parent.index].depth + 1, 0})};
}

BlockId Builder::deeper(BlockId a, BlockId b) const {
  return dataset_.blocks[a.index].depth >= dataset_.blocks[b.index].depth ? a : b;
}

const Value* Builder::constant_of(NodeId id) const {
  const Node& found = node(id);
  return found.kind == NodeKind::Constant ? &dataset_.constants[found.payload] : nullptr;
}

bool Builder::all_constant(std::span<const NodeId> nodes) const {
  return std::ranges::all_of(nodes, [&](NodeId id) { return constant_of(id) != nullptr; });
}

std::vector<Value> Builder::constants_of(std::span<const NodeId> nodes) const {
  std::vector<Value> values;
  for (const NodeId id : nodes) values.push_back(*constant_of(id));
  return values;
}

std::uint32_t Builder::name_index(std::string_view name) {
  const auto [place, is_new] = names_.emplace(name, static_cast<std::uint32_t>(dataset_.names.size()));
  if (is_new) dataset_.names.emplace_back(name);
  return place->second;
}

NodeId Builder::make(NodeKind kind, TypeId type, std::uint32_t payload, std::vector<NodeId> inputs, BlockId at_least,
                     Span span, std::string_view key) {
  BlockId block = at_least;
  for (const NodeId input : inputs) block = deeper(block, block_of(input));
  std::string identity;
  if (!key.empty()) {
    identity = fmt::format("{} {} {} {} {}", static_cast<int>(kind), type.index, payload, block.index, key);
    for (const NodeId input : inputs) identity += fmt::format(" {}", input.index);
    const auto found = known_.find(identity);
    if (found != known_.end()) return found->second;
  }
  const NodeId id{add(dataset_.nodes, Node{kind, type, block, 0, payload, std::move(inputs), span})};
  if (!key.empty()) known_.emplace(std::move(identity), id);
  return id;
}

NodeId Builder::constant(Value value, TypeId type, Span span) {
  const std::string key =
      fmt::format("constant {} {} {}", type.index, static_cast<int>(value.kind()), plan::to_json(value));
  const auto found = known_.find(key);
  if (found != known_.end()) return found->second;
  const NodeId id = make(NodeKind::Constant, type, add(dataset_.constants, std::move(value)), {}, kRow, span, {});
  known_.emplace(key, id);
  return id;
}

NodeId Builder::input(std::uint32_t index, TypeId type, Span span) {
  return make(NodeKind::Input, type, index, {}, kRow, span);
}

NodeId Builder::row_index(TypeId type, Span span) { return make(NodeKind::RowIndex, type, 0, {}, kRow, span); }

NodeId Builder::local(BlockId block, std::uint32_t index, TypeId type, Span span) {
  return make(NodeKind::Local, type, index, {}, block, span);
}

NodeId Builder::table(plan::TableRef table, TypeId type, Span span) {
  const std::string key = fmt::format("{} {}", static_cast<int>(table.kind), table.index);
  return make(NodeKind::Table, type, add(dataset_.tables, table), {}, kRow, span, key);
}

/// A field of what is known, or put together here, is that part itself.
NodeId Builder::field(NodeId record, std::string_view name, TypeId type, Span span) {
  if (const Value* value = constant_of(record); value && value->is_record()) {
    if (const Value* part = value->field(name)) return constant(*part, type, span);
  }
  const Node& made = node(record);
  if (made.kind == NodeKind::Record) {
    const auto& names = *dataset_.shapes[made.payload];
    const auto found = std::ranges::find(names, name);
    if (found != names.end()) return made.inputs[static_cast<std::size_t>(found - names.begin())];
  }
  return make(NodeKind::Field, type, name_index(name), {record}, kRow, span);
}

NodeId Builder::apply(Builtin builtin, std::vector<NodeId> args, TypeId type, Span span) {
  if (all_constant(args)) {
    // What fails is left as it is: it fails the cell that needs it, if one does.
    if (auto value = plan::apply(builtin, constants_of(args))) return constant(std::move(*value), type, span);
  }
  return make(NodeKind::Apply, type, static_cast<std::uint32_t>(builtin), std::move(args), kRow, span);
}

NodeId Builder::choose(NodeId condition, NodeId then, NodeId otherwise, TypeId type, Span span) {
  if (const Value* known = constant_of(condition)) return known->as_bool() ? then : otherwise;
  return then == otherwise ? then : make(NodeKind::Choose, type, 0, {condition, then, otherwise}, kRow, span);
}

NodeId Builder::coalesce(NodeId value, NodeId otherwise, TypeId type, Span span) {
  if (const Value* known = constant_of(value)) return known->is_null() ? otherwise : value;
  return make(NodeKind::Coalesce, type, 0, {value, otherwise}, kRow, span);
}

NodeId Builder::match(NodeId subject, plan::MatchArms arms, const std::vector<NodeId>& values, TypeId type, Span span) {
  if (const Value* known = constant_of(subject)) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (std::ranges::any_of(arms.arms[i], [&](const plan::Pattern& pattern) { return fits(pattern, *known); }))
        return values[i];
    }
  }
  std::vector<NodeId> inputs{subject};
  inputs.insert(inputs.end(), values.begin(), values.end());
  return make(NodeKind::Match, type, add(dataset_.matches, std::move(arms)), std::move(inputs), kRow, span, {});
}

NodeId Builder::list(std::vector<NodeId> items, std::vector<bool> spread, TypeId type, Span span) {
  const bool is_plain = std::ranges::find(spread, true) == spread.end();
  if (is_plain && all_constant(items)) return constant(Value::list(constants_of(items)), type, span);
  return make(NodeKind::List, type, add(dataset_.lists, std::move(spread)), std::move(items), kRow, span, {});
}

NodeId Builder::record(std::vector<std::string> names, std::vector<NodeId> values, TypeId type, Span span) {
  const plan::Shape shape = plan::make_shape(std::move(names));
  if (all_constant(values)) return constant(Value::record(shape, constants_of(values)), type, span);
  return make(NodeKind::Record, type, add(dataset_.shapes, shape), std::move(values), kRow, span, {});
}

/// Neighbouring texts that are known become one.
NodeId Builder::concat(const std::vector<NodeId>& pieces, TypeId type, Span span) {
  std::vector<NodeId> merged;
  std::string text;
  const auto put_text = [&] {
    if (!text.empty()) merged.push_back(constant(Value::string(std::exchange(text, {})), type, span));
  };
  for (const NodeId piece : pieces) {
    if (const Value* known = constant_of(piece)) {
      plan::append_text(text, *known);
      continue;
    }
    put_text();
    merged.push_back(piece);
  }
  if (merged.empty()) return constant(Value::string(std::move(text)), type, span);
  put_text();
  return make(NodeKind::Concat, type, 0, std::move(merged), kRow, span);
}

NodeId Builder::map(NodeId list, plan::Mapping mapping, TypeId type, Span span) {
  const BlockId parent = dataset_.blocks[mapping.block.index].parent;
  return make(NodeKind::Map, type, add(dataset_.maps, mapping), {list}, parent, span, {});
}

NodeId Builder::check(NodeId value, TypeId type, Span span) {
  if (const Value* known = constant_of(value)) {
    const plan::Type& wanted = types_[types_.required(type)];
    const bool is_bounded = wanted.min || wanted.max;
    if (wanted.kind == TypeKind::Float && known->kind() == plan::ValueKind::Int && !is_bounded)
      return constant(Value(known->as_float()), type, span);
    if (wanted.kind == TypeKind::Literal || wanted.kind == TypeKind::Json || wanted.kind == TypeKind::Secret)
      return value;
    if (wanted.kind == TypeKind::Date && known->is_string())
      return apply(Builtin::ParseDate, {value, constant(Value::string("%Y-%m-%d"), types_.of(TypeKind::String), span)},
                   type, span);
    if (wanted.kind == TypeKind::DateTime && known->is_string())
      return apply(Builtin::ParseDatetime, {value, constant(Value(), types_.of(TypeKind::Null), span)}, type, span);
  }
  return make(NodeKind::Check, type, 0, {value}, kRow, span);
}

NodeId Builder::render(plan::Rendering rendering, std::vector<NodeId> inputs, TypeId type, Span span) {
  return make(NodeKind::Render, type, add(dataset_.renderings, std::move(rendering)), std::move(inputs), kRow, span,
              {});
}

NodeId Builder::draw(plan::Draw draw, std::vector<NodeId> args, BlockId block, TypeId type, Span span) {
  return make(NodeKind::Draw, type, add(dataset_.draws, std::move(draw)), std::move(args), block, span, {});
}

NodeId Builder::redraw(plan::Redrawing redraw, TypeId type, Span span) {
  const BlockId parent = dataset_.blocks[redraw.block.index].parent;
  return make(NodeKind::Redraw, type, add(dataset_.redraws, redraw), {}, parent, span, {});
}

NodeId Builder::loop(NodeKind kind, plan::Loop loop, std::vector<NodeId> inputs, BlockId at_least, TypeId type,
                     Span span) {
  return make(kind, type, add(dataset_.loops, loop), std::move(inputs), at_least, span, {});
}

NodeId Builder::split(std::vector<NodeId> by, TypeId type, Span span) {
  return make(NodeKind::Split, type, 0, std::move(by), kRow, span);
}

NodeId Builder::image(NodeId from, TypeId type, Span span) {
  return make(NodeKind::Image, type, 0, {from}, kRow, span);
}

NodeId Builder::embed(std::uint32_t model, NodeId text, TypeId type, Span span) {
  return make(NodeKind::Embed, type, model, {text}, kRow, span);
}

NodeId Builder::external(std::uint32_t external, std::vector<NodeId> args, TypeId type, Span span) {
  return make(NodeKind::External, type, external, std::move(args), kRow, span);
}

NodeId Builder::ask(plan::Ask ask, std::vector<NodeId> inputs, BlockId at_least, TypeId type, Span span) {
  return make(NodeKind::Ask, type, add(dataset_.asks, std::move(ask)), std::move(inputs), at_least, span, {});
}

}  // namespace sdg::lower
