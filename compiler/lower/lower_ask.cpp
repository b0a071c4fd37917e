#include <fmt/format.h>

#include <algorithm>

#include "compiler/lower/lowerer.h"
#include "compiler/sema/turns.h"

namespace sdg::lower {

using namespace syntax;
using plan::ReplyFormat;
using plan::Role;
using plan::TypeKind;

namespace {

std::optional<Role> role_of(std::string_view name) {
  if (name == "system") return Role::System;
  if (name == "user") return Role::User;
  if (name == "assistant") return Role::Assistant;
  return {};
}

std::optional<Role> role_of(GeneratorLineKind kind) {
  switch (kind) {
    case GeneratorLineKind::System: return Role::System;
    case GeneratorLineKind::User:
    case GeneratorLineKind::Messages: return Role::User;
    case GeneratorLineKind::Assistant: return Role::Assistant;
    case GeneratorLineKind::Error:
    case GeneratorLineKind::Model:
    case GeneratorLineKind::Reply:
    case GeneratorLineKind::Attempts:
    case GeneratorLineKind::Setting: return {};
  }
  return {};
}

/// A setting replaces one of the same name: a use wins over its generator.
void put_setting(plan::Ask& ask, std::string_view name, NodeId value) {
  const auto same = std::ranges::find(ask.settings, name, &plan::Setting::name);
  if (same != ask.settings.end()) {
    same->value = value;
  } else {
    ask.settings.push_back({std::string(name), value});
  }
}

/// Two lists of arms have a `when` or `match` in common, and stand in different arms of it.
bool exclude_each_other(const std::vector<std::pair<const void*, std::size_t>>& a,
                        const std::vector<std::pair<const void*, std::size_t>>& b) {
  return std::ranges::any_of(a, [&](const auto& arm) {
    return std::ranges::any_of(
        b, [&](const auto& other) { return arm.first == other.first && arm.second != other.second; });
  });
}

}  // namespace

NodeId Lowerer::lower_model_call(const Expr& expr, const CallInfo& call) {
  const auto pending = std::exchange(pending_, std::nullopt);
  plan::Ask ask;
  ask.model = {call.target.index};
  ask.caller = models_[call.target.index].name;
  if (!call.args.empty()) ask.turns.push_back({Role::User, lower(*call.args[0])});
  add_named(call, ask);
  ask.format = default_format(call.reply);
  give_reply(ask, nullptr, nullptr);
  pending_ = pending;
  return finish_ask(expr, std::move(ask), call.reply);
}

/// A prompt of a registry: a turn a message, each with the variables that it prints. What its definition sets wins over
/// the model's settings, and what its use sets over that.
NodeId Lowerer::lower_prompt_call(const Expr& expr, const CallInfo& call) {
  const auto pending = std::exchange(pending_, std::nullopt);
  const sema::PromptInfo& prompt = module_.prompts[call.target.index];
  const std::optional<std::uint32_t> model = call.model ? call.model : context_.model;
  plan::Ask ask;
  ask.model = {model.value_or(0)};
  ask.caller = std::string(prompt.decl->name.text);
  ask.format = default_format(call.reply);
  const NodeId inputs = call.args.empty() ? builder_.record({}, {}, prompt.inputs, expr.span) : lower(*call.args[0]);
  for (const sema::PromptTurn& turn : prompt.turns) {
    std::vector<NodeId> variables;
    for (const std::string& name : turn.variables) {
      const plan::Field* field = types_.find_field(prompt.inputs, name);
      variables.push_back(builder_.field(inputs, name, field ? field->type : plain(TypeKind::Json), expr.span));
    }
    const NodeId content = turn.jinja ? builder_.render({*turn.jinja, turn.variables}, std::move(variables),
                                                        plain(TypeKind::String), expr.span)
                                      : variables.front();
    ask.turns.push_back({role_of(turn.role).value_or(Role::User), content, !turn.jinja});
  }
  for (const auto& [name, value] : prompt.params) {
    put_setting(ask, name, builder_.constant(value, plain(TypeKind::Json), expr.span));
  }
  add_named(call, ask);
  if (const auto* given = givens_.find(SymbolKind::Prompt, call.target.index)) {
    ask.given = given_by_prompt(*given, inputs);
  } else {
    give_reply(ask, nullptr, nullptr);
  }
  pending_ = pending;
  return finish_ask(expr, std::move(ask), call.reply);
}

NodeId Lowerer::lower_generator(const Expr& expr, const CallInfo& call, const sema::FunctionInfo& function) {
  const auto pending = std::exchange(pending_, std::nullopt);
  plan::Ask ask;
  context_.model = call.model ? call.model : function.model ? function.model : context_.model;
  ask.model = {context_.model.value_or(0)};
  ask.caller = std::string(function.decl->name.text);
  ask.format = default_format(call.reply);
  add_generator_lines(function, ask);
  add_named(call, ask);
  const auto* given = givens_.find(SymbolKind::Function, call.target.index);
  // A whole reply that is given as a record has no text to be read.
  const bool is_record = given && types_[type_of(*given->line->value)].kind == TypeKind::Record;
  if (is_record && ask.format.kind == ReplyFormat::Kind::Whole) return lower_given_call(*given, function);
  give_reply(ask, given, &function);
  pending_ = pending;
  return finish_ask(expr, std::move(ask), call.reply);
}

void Lowerer::add_generator_lines(const sema::FunctionInfo& function, plan::Ask& ask) {
  for (const GeneratorLine& line : function.block->lines) {
    if (line.kind == GeneratorLineKind::Error || line.kind == GeneratorLineKind::Model) continue;
    if (line.kind == GeneratorLineKind::Reply) {
      const ReplyFormat written = written_format(*line.value);
      if (written.kind != ReplyFormat::Kind::Text || ask.format.kind == ReplyFormat::Kind::Text) ask.format = written;
      continue;
    }
    number_calls(*line.value);
    if (line.kind == GeneratorLineKind::Attempts) {
      ask.attempts = static_cast<std::uint32_t>(
          std::clamp<std::int64_t>(constant_int(*line.value, "`attempts`").value_or(3), 1, 1000));
      continue;
    }
    const NodeId value = lower(*line.value);
    if (const auto role = role_of(line.kind)) {
      ask.turns.push_back({*role, value, line.kind == GeneratorLineKind::Messages});
    } else {
      put_setting(ask, line.name.text, value);
    }
  }
}

/// What a use gives by name, in the order written: turns, `sample`, settings.
void Lowerer::add_named(const CallInfo& call, plan::Ask& ask) {
  for (const auto& [name, expr] : call.named) {
    if (name.text == "sample") {
      ask.sample = constant_int(*expr, "`sample`");
      continue;
    }
    const NodeId value = lower(*expr);
    if (sema::is_turn(name.text)) {
      ask.turns.push_back({role_of(name.text).value_or(Role::User), value, name.text == "messages"});
    } else {
      put_setting(ask, name.text, value);
    }
  }
}

/// In a `repeat` or `iterate` each round asks for itself: the sample number is part of what is asked. Below an `each`
/// every row does: so is its key.
BlockId Lowerer::innermost_sampled() const {
  for (auto block = context_.blocks.rbegin(); block != context_.blocks.rend(); ++block) {
    const plan::BlockKind kind = dataset_.blocks[block->index].kind;
    const bool asks_anew =
        kind == plan::BlockKind::Repeat || kind == plan::BlockKind::Iterate || kind == plan::BlockKind::Each;
    if (asks_anew) return *block;
  }
  return {0};
}

NodeId Lowerer::finish_ask(const Expr& expr, plan::Ask ask, TypeId reply) {
  ask.reply = reply;
  ask.column = context_.column;
  BlockId at_least = innermost_sampled();
  if (const auto pending = std::exchange(pending_, std::nullopt)) {
    const WhereExpr& where = *pending->where;
    // The condition may read what is around it, so the question is asked no further out.
    at_least = here();
    plan::Acceptance acceptance{builder_.open_block(plan::BlockKind::Where, here()), {}, {}};
    const std::uint32_t it = module_.bound_locals.at(where.id);
    context_.blocks.push_back(acceptance.block);
    context_.locals[it] = builder_.local(acceptance.block, 0, reply, where.span);
    acceptance.condition = lower(*where.condition);
    if (where.saying) acceptance.saying = lower(*where.saying);
    context_.blocks.pop_back();
    if (where.retry)
      acceptance.retry = static_cast<std::uint32_t>(
          std::clamp<std::int64_t>(constant_int(*where.retry, "`retry`").value_or(2), 0, 1000));
    ask.acceptance = acceptance;
  }
  refuse_repetition(ask, expr.span);
  std::vector<NodeId> inputs;
  for (const plan::Turn& turn : ask.turns) inputs.push_back(turn.content);
  for (const plan::Setting& setting : ask.settings) inputs.push_back(setting.value);
  return builder_.ask(std::move(ask), std::move(inputs), at_least, reply, expr.span);
}

/// The same question in the same row has the same answer: who wants two asks for two.
void Lowerer::refuse_repetition(const plan::Ask& ask, Span span) {
  std::string question = fmt::format("{} {} {}", ask.model.index, ask.reply.index, ask.sample.value_or(0));
  for (const BlockId block : context_.blocks) question += fmt::format(" in {}", block.index);
  for (const plan::Turn& turn : ask.turns)
    question += fmt::format(" {} {} {}", static_cast<int>(turn.role), turn.splice, turn.content.index);
  for (const plan::Setting& setting : ask.settings)
    question += fmt::format(" {}={}", setting.name, setting.value.index);
  std::vector<Asked>& earlier = asked_[question];
  const auto same =
      std::ranges::find_if(earlier, [&](const Asked& asked) { return !exclude_each_other(asked.arms, context_.arms); });
  if (same != earlier.end() && same->span != span) {
    auto& diagnostic = diags_.report(diag::Code::RepeatedQuestion, span,
                                     "this question is asked twice in a row, and gets the same answer");
    diagnostic.others.push_back({same->span, "asked here already"});
    diagnostic.hints.push_back({"for two answers write `repeat(2, …)`, or give this use `sample = 1`", {}});
  }
  earlier.push_back({span, context_.arms});
}

ReplyFormat Lowerer::default_format(TypeId reply) const {
  const plan::Type& type = types_[types_.required(reply)];
  switch (type.kind) {
    case TypeKind::String: return {ReplyFormat::Kind::Text, {}};
    case TypeKind::List:
    case TypeKind::Json: return {ReplyFormat::Kind::Json, {}};
    case TypeKind::Record: return {type.name == "Reply" ? ReplyFormat::Kind::Whole : ReplyFormat::Kind::Json, {}};
    case TypeKind::Error:
    case TypeKind::Null:
    case TypeKind::Bool:
    case TypeKind::Int:
    case TypeKind::Float:
    case TypeKind::Bytes:
    case TypeKind::Date:
    case TypeKind::DateTime:
    case TypeKind::Duration:
    case TypeKind::Image:
    case TypeKind::Secret:
    case TypeKind::Regex:
    case TypeKind::Money:
    case TypeKind::Literal:
    case TypeKind::Optional: return {ReplyFormat::Kind::Scalar, {}};
  }
  return {};
}

ReplyFormat Lowerer::written_format(const Expr& value) const {
  const auto* call = value.try_as<CallExpr>();
  const Expr& name_expr = call ? *call->callee : value;
  const std::string_view name = name_expr.as<NameExpr>().name.text;
  ReplyFormat format;
  if (name == "json") format.kind = ReplyFormat::Kind::Json;
  if (name == "sections") format.kind = ReplyFormat::Kind::Sections;
  if (name == "code") format.kind = ReplyFormat::Kind::Code;
  if (name == "tags") format.kind = ReplyFormat::Kind::Tags;
  if (name == "regex") format.kind = ReplyFormat::Kind::Regex;
  if (!call) return format;
  for (const Arg& arg : call->args) {
    const auto* regex = arg.value->try_as<RegexExpr>();
    format.args.emplace_back(regex ? regex->pattern : arg.value->as<StringExpr>().plain_text());
  }
  return format;
}

}  // namespace sdg::lower
