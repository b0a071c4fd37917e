#include <fmt/format.h>

#include <utility>

#include "compiler/lower/lowerer.h"

namespace sdg::lower {

using namespace syntax;

NodeId Lowerer::lower_line(const Expr& expr, std::string name, std::uint32_t level) {
  context_ = {};
  context_.locals = bound_;
  context_.path = context_.column = std::move(name);
  context_.blocks = blocks_at(level);
  number_calls(expr);
  return lower(expr);
}

NodeId Lowerer::lower_with(const Expr& expr, std::string name, std::uint32_t local, std::string value) {
  context_ = {};
  context_.path = context_.column = std::move(name);
  context_.locals[local] = text(std::move(value), expr.span);
  number_calls(expr);
  return lower(expr);
}

/// A column belongs to its row, wherever it is first read.
NodeId Lowerer::column(std::uint32_t index) {
  const auto known = columns_.find(index);
  if (known != columns_.end()) return known->second;
  const sema::ColumnInfo& info = info_->columns[index];
  Context outside = std::exchange(context_, {});
  auto pending = std::exchange(pending_, std::nullopt);
  context_.path = context_.column = info.spread_field
                                        ? fmt::format("...{}", info.line->span.begin - info_->decl->span.begin)
                                        : std::string(info.name);
  context_.blocks = blocks_at(info.level);
  NodeId node = column_value(info);
  if (info.demand) node = builder_.check(node, *info.demand, info.line->span);
  context_ = std::move(outside);
  pending_ = pending;
  columns_.emplace(index, node);
  return node;
}

NodeId Lowerer::column_value(const sema::ColumnInfo& info) {
  const auto dataset = static_cast<std::uint32_t>(info_ - module_.datasets.data());
  const auto column = static_cast<std::uint32_t>(&info - info_->columns.data());
  if (const auto* given = givens_.find_column(dataset, column)) return lower_given(*given);
  if (info.line->kind == DatasetLineKind::Split) {
    std::vector<NodeId> by;
    for (const Expr* part : info.line->by) by.push_back(lower(*part));
    return builder_.split(std::move(by), info.type, info.line->span);
  }
  number_calls(*info.line->value);
  if (!info.spread_field) return lower(*info.line->value);
  const auto [spread, is_new] = spreads_.emplace(info.line, NodeId{});
  if (is_new) spread->second = lower(*info.line->value);
  return builder_.field(spread->second, *info.spread_field, info.type, info.line->span);
}

void Lowerer::lower_each() {
  for (std::size_t i = 0; i < info_->eaches.size(); ++i) {
    each_blocks_.push_back(builder_.open_block(plan::BlockKind::Each, each_blocks_.back()));
  }
  for (std::uint32_t i = 0; i < info_->eaches.size(); ++i) {
    const auto& [line, element] = info_->eaches[i];
    const NodeId list = lower_line(*line->value, fmt::format("each.{}", line->name.text), i);
    dataset_.each.push_back({std::string(line->name.text), list, each_blocks_[i + 1], {}, element, line->span});
  }
}

plan::MeasureSpec Lowerer::lower_measure(const DatasetLine& line) {
  plan::MeasureSpec measure;
  measure.name = std::string(line.name.text);
  measure.block = builder_.open_block(plan::BlockKind::Measure, BlockId{0});
  measure.type = type_of(*line.value);
  measure.span = line.span;
  measure_ = &measure;
  measure.result = lower_line(*line.value, "measure." + measure.name);
  measure_ = nullptr;
  const auto level = static_cast<std::uint32_t>(info_->eaches.size());
  for (const Expr* part : line.by) measure.by.push_back(lower_line(*part, "measure." + measure.name, level));
  return measure;
}

}  // namespace sdg::lower
