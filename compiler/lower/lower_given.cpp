#include "compiler/lower/lowerer.h"
#include "compiler/sema/fit.h"

namespace sdg::lower {

using namespace syntax;
using plan::TypeKind;

/// What stands in a test for the whole of a column, a source or a dataset.
NodeId Lowerer::lower_given(const sema::GivenInfo& given) {
  number_calls(*given.line->value);
  return lower(*given.line->value);
}

const Expr* Lowerer::given_rows(const sema::InputInfo& input) const {
  if (input.kind != sema::InputInfo::Kind::Source && input.kind != sema::InputInfo::Kind::Dataset) return nullptr;
  const bool is_source = input.kind == sema::InputInfo::Kind::Source;
  const auto* given = givens_.find(is_source ? SymbolKind::Source : SymbolKind::Dataset, input.index);
  return given ? given->line->value : nullptr;
}

/// What stands in a test for a call, whose arguments it may read.
NodeId Lowerer::lower_given_call(const sema::GivenInfo& given, const sema::FunctionInfo& function) {
  const auto outside = context_.locals;
  for (std::size_t i = 0; i < given.params.size() && i < function.params.size(); ++i) {
    context_.locals[given.params[i]] = context_.locals.at(function.params[i].local);
  }
  const NodeId value = lower_given(given);
  context_.locals = outside;
  return value;
}

/// The text that a model would have sent: a text as it is, anything else as its JSON.
NodeId Lowerer::reply_text(const sema::GivenInfo& given, NodeId value) {
  const Expr& written = *given.line->value;
  if (sema::is_text(types_, type_of(written))) return value;
  return builder_.apply(Builtin::Json, {value}, plain(TypeKind::String), written.span);
}

/// A generator's reply is known from its arguments.
plan::GivenReply Lowerer::given_by_generator(const sema::GivenInfo& given, const sema::FunctionInfo& function) {
  const BlockId block = builder_.open_block(plan::BlockKind::Given, here());
  context_.blocks.push_back(block);
  const NodeId text = reply_text(given, lower_given_call(given, function));
  context_.blocks.pop_back();
  return {block, text, true};
}

/// A prompt's reply is known from its variables.
plan::GivenReply Lowerer::given_by_prompt(const sema::GivenInfo& given, NodeId inputs) {
  const BlockId block = builder_.open_block(plan::BlockKind::Given, here());
  const auto outside = context_.locals;
  context_.blocks.push_back(block);
  for (const std::uint32_t param : given.params) context_.locals[param] = inputs;
  const NodeId text = reply_text(given, lower_given(given));
  context_.blocks.pop_back();
  context_.locals = outside;
  return {block, text, true};
}

/// A model's reply may depend on what was said last, which is known only when it is asked.
plan::GivenReply Lowerer::given_by_model(const sema::GivenInfo& given) {
  const BlockId block = builder_.open_block(plan::BlockKind::Given, here());
  const auto outside = context_.locals;
  context_.blocks.push_back(block);
  for (const std::uint32_t param : given.params) {
    context_.locals[param] = builder_.local(block, 0, plain(TypeKind::String), given.line->span);
  }
  const NodeId text = reply_text(given, lower_given(given));
  context_.blocks.pop_back();
  context_.locals = outside;
  return {block, text};
}

/// The most specific wins: a generator's own reply, then its model's.
void Lowerer::give_reply(plan::Ask& ask, const sema::GivenInfo* generator, const sema::FunctionInfo* function) {
  if (generator) {
    ask.given = given_by_generator(*generator, *function);
  } else if (const auto* model = givens_.find(SymbolKind::Model, ask.model.index)) {
    ask.given = given_by_model(*model);
  }
}

/// `ask.prompts`: a table that the run fills.
NodeId Lowerer::lower_prompts(const Expr& expr, sema::Symbol symbol) {
  plan::PromptList list;
  if (symbol.kind == SymbolKind::ModelPrompts) {
    list.model = plan::ModelId{symbol.index};
  } else if (symbol.kind == SymbolKind::PromptPrompts) {
    list.caller = std::string(module_.prompts[symbol.index].decl->name.text);
  } else {
    list.caller = std::string(module_.functions[symbol.index].decl->name.text);
  }
  prompts_.push_back(std::move(list));
  const auto index = static_cast<std::uint32_t>(prompts_.size() - 1);
  return builder_.table({plan::InputSpec::Kind::Prompts, index}, type_of(expr), expr.span);
}

}  // namespace sdg::lower
