#include <fmt/format.h>

#include <algorithm>

#include "compiler/lower/lowerer.h"
#include "compiler/plan/signature.h"
#include "compiler/sema/walk.h"

namespace sdg::lower {

using namespace syntax;
using plan::TypeKind;

namespace {

const Expr* callee_of(const Expr& expr) {
  if (const auto* call = expr.try_as<CallExpr>()) return call->callee;
  if (const auto* pipe = expr.try_as<PipeExpr>()) return pipe->callee;
  return nullptr;
}

/// `choice` of `choice(…)`, `score` of `judge.score(…)`: how a module is called here is no part of what is drawn.
const Name* called_name(const Expr& expr) {
  const Expr* callee = callee_of(expr);
  if (!callee) return nullptr;
  if (const auto* name = callee->try_as<NameExpr>()) return &name->name;
  if (const auto* member = callee->try_as<FieldExpr>()) return &member->field;
  return nullptr;
}

bool takes_range(Builtin builtin, const CallInfo& call, std::size_t place) {
  const auto& params = plan::signatures(builtin)[call.overload].params;
  return place < params.size() && params[place].type.kind == plan::PatternKind::Range;
}

bool takes_range(Builtin builtin, const CallInfo& call, std::string_view name) {
  const auto& params = plan::signatures(builtin)[call.overload].params;
  return std::ranges::any_of(params, [&](const plan::SignatureParam& param) {
    return param.name == name && param.type.kind == plan::PatternKind::Range;
  });
}

}  // namespace

/// Numbers the calls of a body among those of their name, in the order of the page: what is drawn depends on it.
void Lowerer::number_calls(const Expr& body) {
  if (call_names_.contains(body.id)) return;
  call_names_.emplace(body.id, std::string());
  std::vector<const Expr*> calls;
  sema::walk(body, [&](const Expr& expr) {
    if (called_name(expr)) calls.push_back(&expr);
    return true;
  });
  std::ranges::sort(calls, {}, [](const Expr* call) { return called_name(*call)->span.begin; });
  std::unordered_map<std::string_view, int> counts;
  for (const Expr* call : calls) {
    const std::string_view name = called_name(*call)->text;
    const int count = ++counts[name];
    call_names_[call->id] = count == 1 ? std::string(name) : fmt::format("{}#{}", name, count);
  }
}

std::string Lowerer::place_in_body(const Expr& call) {
  const auto found = call_names_.find(call.id);
  return found == call_names_.end() ? std::string() : found->second;
}

NodeId Lowerer::lower_call(const Expr& expr) {
  const CallInfo* call = module_.call(expr);
  if (!call) return lower_constant(expr, Value());
  if (call->target.kind == SymbolKind::Model) return lower_model_call(expr, *call);
  if (call->target.kind == SymbolKind::Prompt) return lower_prompt_call(expr, *call);
  if (call->target.kind == SymbolKind::Builtin) return lower_builtin(expr, *call);
  if (call->target.kind == SymbolKind::Function) return lower_function(expr, *call);
  if (call->target.kind == SymbolKind::Aggregate) return lower_aggregate(expr, *call);
  return lower_constant(expr, Value());
}

/// A function is a named expression: its body stands in the place of the call, its arguments evaluated once.
NodeId Lowerer::lower_function(const Expr& expr, const CallInfo& call) {
  const sema::FunctionInfo& function = module_.functions[call.target.index];
  const auto pending = std::exchange(pending_, std::nullopt);  // belongs to this call, not to its arguments
  const auto bound = lower_args(call, function);
  const auto* given = givens_.find(SymbolKind::Function, call.target.index);
  if (function.external && !given) {
    std::vector<NodeId> args;
    for (const auto& [local, node] : bound) args.push_back(node);
    return builder_.external(places_.externals.at(call.target.index), std::move(args), function.result, expr.span);
  }
  std::unordered_map<std::uint32_t, NodeId> outside = context_.locals;
  const std::string path = context_.path;
  const auto model = context_.model;
  if (call.model) context_.model = call.model;
  context_.path += "/" + place_in_body(expr);
  for (const auto& [local, node] : bound) context_.locals[local] = node;
  pending_ = pending;
  NodeId node{};
  if (function.block) {
    node = lower_generator(expr, call, function);
  } else if (given) {
    node = lower_given_call(*given, function);
  } else {
    number_calls(*function.body);
    node = lower(*function.body);
  }
  context_.locals = std::move(outside);
  context_.path = path;
  context_.model = model;
  return node;
}

/// By parameter. A record that is spread is evaluated once, whatever many fields of it are taken.
std::vector<std::pair<std::uint32_t, NodeId>> Lowerer::lower_args(const CallInfo& call,
                                                                  const sema::FunctionInfo& function) {
  std::vector<std::pair<std::uint32_t, NodeId>> bound;
  std::unordered_map<const Expr*, NodeId> spreads;
  for (std::size_t i = 0; i < function.params.size(); ++i) {
    const sema::FunctionParam& param = function.params[i];
    const auto spread = call.spread.find(i);
    if (!call.args[i] && spread != call.spread.end()) {
      const auto& [record, name] = spread->second;
      if (!spreads.contains(record)) spreads.emplace(record, lower(*record));
      const plan::Field* found = types_.find_field(type_of(*record), name);
      const NodeId field = builder_.field(spreads.at(record), name, found->type, record->span);
      bound.emplace_back(param.local,
                         found->type == param.type ? field : builder_.check(field, param.type, record->span));
      continue;
    }
    const Expr* value = call.args[i] ? call.args[i] : param.default_value;
    if (value) bound.emplace_back(param.local, lower(*value));
  }
  return bound;
}

/// Values and lists that are opened, as the one list that a built-in takes.
NodeId Lowerer::lower_opened(const CallInfo& call, Span span) {
  std::vector<NodeId> items;
  for (const Expr* arg : call.args) items.push_back(lower(*arg));
  return builder_.list(std::move(items), call.opened, call.reply, span);
}

NodeId Lowerer::lower_embed(const Expr& expr, const CallInfo& call) {
  return builder_.embed(*call.model, lower(*call.args[0]), type_of(expr), expr.span);
}

/// Its argument stands in a row; what it comes to is a local of the measure.
NodeId Lowerer::lower_aggregate(const Expr& expr, const CallInfo& call) {
  plan::AggregateUse use{static_cast<plan::Aggregate>(call.target.index), {}};
  if (!call.args.empty()) {
    Context outside = std::exchange(context_, {});
    context_.path = context_.column = outside.column;
    context_.blocks = blocks_at(static_cast<std::uint32_t>(each_blocks_.size() - 1));
    use.value = lower(*call.args[0]);
    context_ = std::move(outside);
  }
  measure_->aggregates.push_back(use);
  const auto place = static_cast<std::uint32_t>(measure_->aggregates.size() - 1);
  return builder_.local(measure_->block, place, type_of(expr), expr.span);
}

NodeId Lowerer::lower_builtin(const Expr& expr, const CallInfo& call) {
  const auto builtin = static_cast<Builtin>(call.target.index);
  const plan::BuiltinSpec& spec = plan::spec(builtin);
  if (builtin == Builtin::Index) return builder_.row_index(plain(TypeKind::Int), expr.span);
  if (builtin == Builtin::Env) return lower_env(expr, call);
  if (builtin == Builtin::Repeat) return lower_repeat(expr, call);
  if (builtin == Builtin::Iterate) return lower_iterate(expr, call);
  if (builtin == Builtin::Embed) return lower_embed(expr, call);
  if (builtin == Builtin::Image) return builder_.image(lower(*call.args[0]), type_of(expr), expr.span);
  if (builtin == Builtin::Template) return lower_template(expr);
  if (builtin == Builtin::File) {
    const auto known = module_.file_texts.find(expr.id);
    return text(known == module_.file_texts.end() ? std::string() : known->second, expr.span);
  }
  if (spec.kind == plan::BuiltinKind::Sampler) return lower_sampler(expr, call, builtin);
  const auto& params = plan::signatures(builtin)[call.overload].params;
  std::vector<NodeId> args;
  if (!call.opened.empty()) return builder_.apply(builtin, {lower_opened(call, expr.span)}, type_of(expr), expr.span);
  for (std::size_t i = 0; i < call.args.size(); ++i) {
    args.push_back(call.args[i] ? lower(*call.args[i])
                                : builder_.constant(params[i].default_value, plain(TypeKind::Json), expr.span));
  }
  return builder_.apply(builtin, std::move(args), type_of(expr), expr.span);
}

/// `1..1_000_000` where only its ends matter: never the million ints between.
NodeId Lowerer::lower_range_ends(const Expr& expr) {
  const auto* range = expr.try_as<RangeExpr>();
  if (!range || !range->first || !range->last) return lower(expr);
  const NodeId first = lower(*range->first);
  return builder_.list({first, lower(*range->last)}, {false, false}, type_of(expr), expr.span);
}

NodeId Lowerer::lower_sampler(const Expr& expr, const CallInfo& call, Builtin builtin) {
  plan::Draw draw{builtin, context_.path + "/" + place_in_body(expr), {}};
  std::vector<NodeId> args;
  const bool is_opened = !call.opened.empty();
  if (is_opened) args.push_back(lower_opened(call, expr.span));
  if (is_opened) draw.arg_names.emplace_back();
  for (std::size_t i = 0; i < call.args.size() && !is_opened; ++i) {
    args.push_back(takes_range(builtin, call, i) ? lower_range_ends(*call.args[i]) : lower(*call.args[i]));
    draw.arg_names.emplace_back();
  }
  for (const auto& [name, value] : call.named) {
    const NodeId node = takes_range(builtin, call, name.text) ? lower_range_ends(*value) : lower(*value);
    if (name.text != "as") {
      args.push_back(node);
      draw.arg_names.emplace_back(name.text);
      continue;
    }
    const Value* as = constant_of(node);
    if (as && as->is_string()) {
      // It stands in the place of the column's name: who renames that draws what it drew.
      draw.path.replace(0, draw.path.find('/'), as->text());
    } else {
      diags_.report(diag::Code::NotConstant, value->span, "the name of a draw must be known before the run");
    }
  }
  return builder_.draw(std::move(draw), std::move(args), here(), type_of(expr), expr.span);
}

NodeId Lowerer::lower_repeat(const Expr& expr, const CallInfo& call) {
  const NodeId count = lower(*call.args[0]);
  const BlockId outer = here();
  const BlockId block = builder_.open_block(plan::BlockKind::Repeat, outer);
  context_.blocks.push_back(block);
  const NodeId body = lower(*call.args[1]);
  context_.blocks.pop_back();
  return builder_.loop(plan::NodeKind::Repeat, {block, body, {}}, {count}, outer, type_of(expr), expr.span);
}

NodeId Lowerer::lower_iterate(const Expr& expr, const CallInfo& call) {
  const NodeId count = lower(*call.args[0]);
  const NodeId start = lower(*call.args[1]);
  const BlockId outer = here();
  const BlockId block = builder_.open_block(plan::BlockKind::Iterate, outer);
  const std::uint32_t it = module_.bound_locals.at(expr.id);
  context_.blocks.push_back(block);
  context_.locals[it] = builder_.local(block, 0, module_.locals[it].type, expr.span);
  plan::Loop loop{block, lower(*call.args[2]), {}};
  if (call.args[3]) {
    // `until` is asked of the value that the step made.
    context_.locals[it] = loop.body;
    loop.until = lower(*call.args[3]);
  }
  context_.blocks.pop_back();
  return builder_.loop(plan::NodeKind::Iterate, loop, {count, start}, outer, type_of(expr), expr.span);
}

NodeId Lowerer::lower_env(const Expr& expr, const CallInfo& call) {
  const Value* name = constant_of(lower(*call.args[0]));
  if (!name || !name->is_string()) {
    diags_.report(diag::Code::NotConstant, call.args[0]->span, "the name of an environment variable is a plain text");
    return text({}, expr.span);
  }
  auto value = inputs_.env ? inputs_.env(name->text()) : std::nullopt;
  // An empty variable counts as unset where there is a default: shells export empty ones by accident.
  if (value && (!value->empty() || call.args.size() < 2)) return text(std::move(*value), expr.span);
  if (call.args.size() > 1) return lower(*call.args[1]);
  if (!inputs_.check_only && !inputs_.test) {
    auto& diagnostic = diags_.report(diag::Code::UnsetEnv, expr.span,
                                     fmt::format("the environment variable `{}` is not set", name->text()));
    diagnostic.hints.push_back(
        {fmt::format("set it, write it into `.env` beside the pipeline, or give a default: `env(\"{}\", \"…\")`",
                     name->text()),
         {}});
  }
  return text({}, expr.span);
}

}  // namespace sdg::lower
