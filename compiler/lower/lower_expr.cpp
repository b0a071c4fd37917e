#include <fmt/format.h>

#include <algorithm>

#include "compiler/lower/lowerer.h"
#include "compiler/sema/operators.h"

namespace sdg::lower {

using namespace syntax;
using plan::TypeKind;

Lowerer::Lowerer(const Module& module, const std::vector<plan::ModelSpec>& models, const Inputs& inputs,
                 plan::TypeTable& types, plan::Dataset& dataset, const sema::DatasetInfo* info, diag::DiagSink& diags,
                 const Places& places)
    : module_(module),
      models_(models),
      inputs_(inputs),
      types_(types),
      dataset_(dataset),
      info_(info),
      diags_(diags),
      givens_(inputs.test),
      places_(places),
      builder_(dataset, types) {}

NodeId Lowerer::lower(const Expr& expr) {
  const NodeId node = lower_bare(expr);
  const auto demanded = module_.demands.find(expr.id);
  return demanded == module_.demands.end() ? node : builder_.check(node, demanded->second, expr.span);
}

NodeId Lowerer::lower_constant(const Expr& expr, Value value) {
  return builder_.constant(std::move(value), type_of(expr), expr.span);
}

NodeId Lowerer::lower_bare(const Expr& expr) {
  switch (expr.kind) {
    case ExprKind::Error:
    case ExprKind::Null: return lower_constant(expr, Value());
    case ExprKind::Bool: return lower_constant(expr, Value(expr.as<BoolExpr>().value));
    case ExprKind::Int: return lower_constant(expr, Value(expr.as<IntExpr>().value));
    case ExprKind::Float: return lower_constant(expr, Value(expr.as<FloatExpr>().value));
    case ExprKind::Money: return lower_constant(expr, Value(expr.as<MoneyExpr>().nano_dollars));
    case ExprKind::Duration: return lower_constant(expr, Value::duration(expr.as<DurationExpr>().milliseconds));
    case ExprKind::Regex: return lower_constant(expr, Value::string(std::string(expr.as<RegexExpr>().pattern)));
    case ExprKind::String: return lower_string(expr.as<StringExpr>());
    case ExprKind::Name: return lower_named(expr);
    case ExprKind::It: return context_.locals.at(module_.symbols[expr.id].index);
    case ExprKind::List: return lower_list(expr.as<ListExpr>());
    case ExprKind::Record: return lower_record(expr.as<RecordExpr>());
    case ExprKind::Comprehension: return lower_comprehension(expr.as<ComprehensionExpr>());
    case ExprKind::Paren: return lower(*expr.as<ParenExpr>().inner);
    case ExprKind::Call:
    case ExprKind::Pipe: return lower_call(expr);
    case ExprKind::Field: {
      if (module_.symbols[expr.id].kind != SymbolKind::None) return lower_named(expr);
      const auto& field = expr.as<FieldExpr>();
      return builder_.field(lower(*field.object), field.field.text, type_of(expr), expr.span);
    }
    case ExprKind::Subscript: {
      const auto& subscript = expr.as<SubscriptExpr>();
      const NodeId object = lower(*subscript.object);
      return builder_.apply(Builtin::Subscript, {object, lower(*subscript.index)}, type_of(expr), expr.span);
    }
    case ExprKind::Unary: return lower_unary(expr.as<UnaryExpr>());
    case ExprKind::Binary: return lower_binary(expr.as<BinaryExpr>());
    case ExprKind::Range: {
      const auto& range = expr.as<RangeExpr>();
      const NodeId first = lower(*range.first);
      return builder_.apply(Builtin::Range, {first, lower(*range.last)}, type_of(expr), expr.span);
    }
    case ExprKind::When: return lower_when(expr.as<WhenExpr>());
    case ExprKind::Where: return lower_where(expr.as<WhereExpr>());
    case ExprKind::Match: return lower_match(expr.as<MatchExpr>());
  }
  return lower_constant(expr, Value());
}

/// A name, or `people.name` of a module.
NodeId Lowerer::lower_named(const Expr& name) {
  const sema::Symbol symbol = module_.symbols[name.id];
  const bool is_prompts = symbol.kind == SymbolKind::ModelPrompts || symbol.kind == SymbolKind::FunctionPrompts ||
                          symbol.kind == SymbolKind::PromptPrompts;
  return is_prompts ? lower_prompts(name, symbol) : lower_symbol(symbol, type_of(name), name.span);
}

NodeId Lowerer::lower_symbol(sema::Symbol symbol, TypeId type, Span span) {
  switch (symbol.kind) {
    case SymbolKind::Param: return param(symbol.index, span);
    case SymbolKind::Column: return column(symbol.index);
    case SymbolKind::Local: return context_.locals.at(symbol.index);
    case SymbolKind::Input: return builder_.input(symbol.index, info_->inputs[symbol.index].row, span);
    case SymbolKind::Source:
      if (const auto* given = givens_.find(symbol.kind, symbol.index)) return lower_given(*given);
      return builder_.table({plan::InputSpec::Kind::Source, symbol.index}, type, span);
    case SymbolKind::Each: {
      const sema::EachInfo& each = info_->eaches[symbol.index];
      return builder_.local(each_blocks_[symbol.index + 1], 0, each.element, each.line->name.span);
    }
    case SymbolKind::Dataset:
      return builder_.table({plan::InputSpec::Kind::Dataset, places_.datasets[symbol.index]}, type, span);
    case SymbolKind::PromptText: return text(module_.prompts[symbol.index].text, span);
    case SymbolKind::PromptVersion: {
      const auto& version = module_.prompts[symbol.index].version;
      return text(version ? version->text() : std::string(), span);
    }
    case SymbolKind::None:
    case SymbolKind::Error:
    case SymbolKind::Type:
    case SymbolKind::Module:
    case SymbolKind::Model:
    case SymbolKind::Prompt:
    case SymbolKind::Function:
    case SymbolKind::Builtin:
    case SymbolKind::Aggregate:
    case SymbolKind::ModelPrompts:
    case SymbolKind::FunctionPrompts:
    case SymbolKind::PromptPrompts: break;
  }
  return builder_.constant(Value(), type, span);
}

/// A parameter's value is part of the plan: what the command line says, else its default.
NodeId Lowerer::param(std::uint32_t index, Span span) {
  const auto known = params_.find(index);
  if (known != params_.end()) return known->second;
  const sema::ParamInfo& info = module_.params[index];
  const auto given = inputs_.params.find(sema::name_on_command_line(module_, info));
  NodeId node{};
  if (given != inputs_.params.end()) {
    node = builder_.constant(given->second, info.type, span);
  } else if (info.default_value) {
    node = builder_.constant(*info.default_value, info.type, span);
  } else if (info.decl->default_value) {
    Context outside = std::exchange(context_, {});
    node = lower(*info.decl->default_value);
    context_ = std::move(outside);
  } else {
    node = builder_.constant(Value(), info.type, span);
  }
  params_.emplace(index, node);
  return node;
}

NodeId Lowerer::lower_list(const ListExpr& list) {
  std::vector<NodeId> items;
  std::vector<bool> spread;
  for (const Item& item : list.items) {
    items.push_back(lower(*item.value));
    spread.push_back(item.spread);
  }
  return builder_.list(std::move(items), std::move(spread), type_of(list), list.span);
}

/// Spreads are opened here, where the fields of what is spread are known: the record is put together field by field.
NodeId Lowerer::lower_record(const RecordExpr& record) {
  std::vector<std::string> names;
  std::vector<NodeId> values;
  const auto put = [&](std::string name, NodeId value) {
    const auto same = std::ranges::find(names, name);
    if (same != names.end()) {
      values[static_cast<std::size_t>(same - names.begin())] = value;
      return;
    }
    names.push_back(std::move(name));
    values.push_back(value);
  };
  for (const Entry& entry : record.entries) {
    const NodeId value = lower(*entry.value);
    if (!entry.spread) {
      put(std::string(entry.key.text), value);
      continue;
    }
    const std::vector<plan::Field> fields = types_[type_of(*entry.value)].fields;
    for (const plan::Field& field : fields)
      put(field.name, builder_.field(value, field.name, field.type, entry.value->span));
  }
  return builder_.record(std::move(names), std::move(values), type_of(record), record.span);
}

NodeId Lowerer::lower_comprehension(const ComprehensionExpr& comprehension) {
  const NodeId list = lower(*comprehension.list);
  const BlockId block = builder_.open_block(plan::BlockKind::Map, here());
  const std::uint32_t local = module_.bound_locals.at(comprehension.id);
  context_.blocks.push_back(block);
  context_.locals[local] = builder_.local(block, 0, module_.locals[local].type, comprehension.element.span);
  plan::Mapping mapping{block, {}, {}};
  if (comprehension.condition) mapping.condition = lower(*comprehension.condition);
  mapping.body = lower(*comprehension.body);
  context_.blocks.pop_back();
  return builder_.map(list, mapping, type_of(comprehension), comprehension.span);
}

NodeId Lowerer::lower_unary(const UnaryExpr& unary) {
  const Builtin builtin = unary.op == UnaryOp::Not ? Builtin::Not : Builtin::Negate;
  return builder_.apply(builtin, {lower(*unary.operand)}, type_of(unary), unary.span);
}

NodeId Lowerer::lower_binary(const BinaryExpr& binary) {
  const NodeId left = lower(*binary.left);
  const NodeId right = lower(*binary.right);
  const TypeId type = type_of(binary);
  const auto truth = [&](bool value) { return builder_.constant(Value(value), plain(TypeKind::Bool), binary.span); };
  switch (binary.op) {
    case BinaryOp::And: return builder_.choose(left, right, truth(false), type, binary.span);
    case BinaryOp::Or: return builder_.choose(left, truth(true), right, type, binary.span);
    case BinaryOp::Default: return builder_.coalesce(left, right, type, binary.span);
    case BinaryOp::NotIn:
      return builder_.apply(Builtin::Not, {builder_.apply(Builtin::In, {left, right}, type, binary.span)}, type,
                            binary.span);
    case BinaryOp::Equal:
    case BinaryOp::NotEqual:
    case BinaryOp::Less:
    case BinaryOp::LessEqual:
    case BinaryOp::Greater:
    case BinaryOp::GreaterEqual:
    case BinaryOp::In:
    case BinaryOp::Add:
    case BinaryOp::Subtract:
    case BinaryOp::Multiply:
    case BinaryOp::Divide:
    case BinaryOp::FloorDivide:
    case BinaryOp::Modulo: break;
  }
  return builder_.apply(*sema::builtin_of(binary.op), {left, right}, type, binary.span);
}

}  // namespace sdg::lower
