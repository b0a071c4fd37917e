#pragma once

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "compiler/lower/builder.h"
#include "compiler/lower/givens.h"
#include "compiler/lower/lower.h"
#include "compiler/lower/places.h"
#include "compiler/sema/module.h"

namespace sdg::lower {

using sema::CallInfo;
using sema::Module;
using sema::SymbolKind;

/// What stands around an expression while it is lowered.
struct Context {
  std::unordered_map<std::uint32_t, NodeId> locals;       // by their number in the module
  std::vector<BlockId> blocks{BlockId{0}};                // those it stands in, outermost first
  std::string path;                                       // column, and the samplers and generators gone through
  std::string column;                                     // for people
  std::optional<std::uint32_t> model;                     // asked by generators around that leave it open
  std::vector<std::pair<const void*, std::size_t>> arms;  // the arms of `when` and `match` around it
};

/// Lowers the expressions of one dataset into its nodes. Functions are put in the place of their calls; a column is
/// lowered when it is first read. Its methods stand in one file a topic: lower_<topic>.cpp.
class Lowerer {
 public:
  Lowerer(const Module& module, const std::vector<plan::ModelSpec>& models, const Inputs& inputs,
          plan::TypeTable& types, plan::Dataset& dataset, const sema::DatasetInfo* info, diag::DiagSink& diags,
          const Places& places);

  NodeId lower(const syntax::Expr& expr);
  /// The expression of a line that is no column, under a name of its own.
  NodeId lower_line(const syntax::Expr& expr, std::string name, std::uint32_t level = 0);
  /// Likewise, with a text in the place of a variable: `{split}` in a path, `{port}` in a command.
  NodeId lower_with(const syntax::Expr& expr, std::string name, std::uint32_t local, std::string text);
  NodeId column(std::uint32_t index);
  /// The rows that a test gives in the place of an input's; null where it gives none.
  const syntax::Expr* given_rows(const sema::InputInfo& input) const;
  /// Opens the blocks of all `each`, and then their lists.
  void lower_each();
  plan::MeasureSpec lower_measure(const syntax::DatasetLine& line);
  /// What a local stands for in every line that is lowered from now on.
  void bind(std::uint32_t local, NodeId value) { bound_[local] = value; }
  std::vector<plan::PromptList> take_prompts() { return std::move(prompts_); }
  Builder& builder() { return builder_; }
  const Value* constant_of(NodeId node) const { return builder_.constant_of(node); }

 private:
  NodeId lower_bare(const syntax::Expr& expr);
  // lower_given.cpp
  NodeId lower_given(const sema::GivenInfo& given);
  NodeId lower_prompts(const syntax::Expr& expr, sema::Symbol symbol);
  NodeId lower_given_call(const sema::GivenInfo& given, const sema::FunctionInfo& function);
  NodeId reply_text(const sema::GivenInfo& given, NodeId value);
  plan::GivenReply given_by_generator(const sema::GivenInfo& given, const sema::FunctionInfo& function);
  plan::GivenReply given_by_prompt(const sema::GivenInfo& given, NodeId inputs);
  plan::GivenReply given_by_model(const sema::GivenInfo& given);
  void give_reply(plan::Ask& ask, const sema::GivenInfo* generator, const sema::FunctionInfo* function);
  // lower_column.cpp
  NodeId column_value(const sema::ColumnInfo& info);
  // lower_expr.cpp
  NodeId lower_constant(const syntax::Expr& expr, Value value);
  NodeId lower_named(const syntax::Expr& name);
  NodeId lower_symbol(sema::Symbol symbol, TypeId type, Span span);
  NodeId param(std::uint32_t index, Span span);
  NodeId lower_list(const syntax::ListExpr& list);
  NodeId lower_record(const syntax::RecordExpr& record);
  NodeId lower_comprehension(const syntax::ComprehensionExpr& comprehension);
  NodeId lower_unary(const syntax::UnaryExpr& unary);
  NodeId lower_binary(const syntax::BinaryExpr& binary);
  // lower_conditional.cpp
  NodeId lower_when(const syntax::WhenExpr& when);
  NodeId lower_match(const syntax::MatchExpr& match);
  NodeId lower_where(const syntax::WhereExpr& where);
  NodeId lower_redraw(const syntax::WhereExpr& where);
  NodeId lower_arm(const syntax::Expr& arm, const void* owner, std::size_t number);
  std::optional<std::int64_t> constant_int(const syntax::Expr& expr, std::string_view what);
  // lower_call.cpp
  NodeId lower_call(const syntax::Expr& expr);
  NodeId lower_function(const syntax::Expr& expr, const CallInfo& call);
  NodeId lower_builtin(const syntax::Expr& expr, const CallInfo& call);
  NodeId lower_range_ends(const syntax::Expr& expr);
  NodeId lower_sampler(const syntax::Expr& expr, const CallInfo& call, Builtin builtin);
  NodeId lower_repeat(const syntax::Expr& expr, const CallInfo& call);
  NodeId lower_iterate(const syntax::Expr& expr, const CallInfo& call);
  NodeId lower_env(const syntax::Expr& expr, const CallInfo& call);
  NodeId lower_embed(const syntax::Expr& expr, const CallInfo& call);
  NodeId lower_aggregate(const syntax::Expr& expr, const CallInfo& call);
  NodeId lower_opened(const CallInfo& call, Span span);
  std::vector<std::pair<std::uint32_t, NodeId>> lower_args(const CallInfo& call, const sema::FunctionInfo& function);
  /// The name of a call in its body, told from the others of that name by its count: `choice`, `choice#2`.
  std::string place_in_body(const syntax::Expr& call);
  void number_calls(const syntax::Expr& body);
  // lower_ask.cpp
  NodeId lower_model_call(const syntax::Expr& expr, const CallInfo& call);
  NodeId lower_prompt_call(const syntax::Expr& expr, const CallInfo& call);
  NodeId lower_generator(const syntax::Expr& expr, const CallInfo& call, const sema::FunctionInfo& function);
  void add_generator_lines(const sema::FunctionInfo& function, plan::Ask& ask);
  void add_named(const CallInfo& call, plan::Ask& ask);
  NodeId finish_ask(const syntax::Expr& expr, plan::Ask ask, TypeId reply);
  void refuse_repetition(const plan::Ask& ask, Span span);
  plan::ReplyFormat default_format(TypeId reply) const;
  plan::ReplyFormat written_format(const syntax::Expr& value) const;
  // lower_template.cpp
  NodeId lower_string(const syntax::StringExpr& string);
  NodeId lower_pieces(syntax::Pieces pieces, Span span);
  NodeId lower_piece(const syntax::Piece& piece);
  NodeId lower_if_piece(const syntax::Piece& piece, std::size_t branch);
  NodeId lower_for_piece(const syntax::Piece& piece);
  NodeId lower_include_piece(const syntax::Piece& piece);
  NodeId lower_template(const syntax::Expr& expr);
  NodeId loop_record(BlockId block, Span span);

  TypeId plain(plan::TypeKind kind) const { return types_.of(kind); }
  NodeId text(std::string value, Span span) {
    return builder_.constant(Value::string(std::move(value)), plain(plan::TypeKind::String), span);
  }
  NodeId whole(std::int64_t value, Span span) {
    return builder_.constant(Value(value), plain(plan::TypeKind::Int), span);
  }
  TypeId type_of(const syntax::Expr& expr) const { return module_.type_of(expr); }
  /// The blocks around a column below so many `each`.
  std::vector<BlockId> blocks_at(std::uint32_t level) const {
    return {each_blocks_.begin(), each_blocks_.begin() + level + 1};
  }
  BlockId here() const { return context_.blocks.back(); }
  BlockId innermost_sampled() const;

  /// A `where` whose value is being lowered: the ask that is made next takes it.
  struct PendingAcceptance {
    const syntax::WhereExpr* where;
  };
  /// A question that was asked already, to find it asked again.
  struct Asked {
    Span span;
    std::vector<std::pair<const void*, std::size_t>> arms;
  };

  const Module& module_;
  const std::vector<plan::ModelSpec>& models_;
  const Inputs& inputs_;
  plan::TypeTable& types_;
  plan::Dataset& dataset_;
  const sema::DatasetInfo* info_;  // null where only constants are lowered
  diag::DiagSink& diags_;
  Givens givens_;
  const Places& places_;
  Builder builder_;
  std::vector<BlockId> each_blocks_{BlockId{0}};  // after the row's own, one for each `each`
  plan::MeasureSpec* measure_ = nullptr;          // that is being lowered
  Context context_;
  std::unordered_map<std::uint32_t, NodeId> bound_;
  std::vector<plan::PromptList> prompts_;  // that were named
  std::unordered_map<std::uint32_t, NodeId> columns_;
  std::unordered_map<std::uint32_t, NodeId> params_;
  std::unordered_map<const syntax::DatasetLine*, NodeId> spreads_;
  std::unordered_map<syntax::ExprId, std::string> call_names_;  // of calls in their bodies
  std::optional<PendingAcceptance> pending_;
  std::map<std::string, std::vector<Asked>> asked_;
};

}  // namespace sdg::lower
