#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/jinja/parse.h"

namespace sdg::jinja {

using plan::JinjaBody;
using plan::JinjaExpr;
using plan::JinjaExprKind;
using plan::JinjaStatement;
using plan::JinjaStatementKind;
using plan::Value;
using source::Span;

/// Reads tokens into a tree by recursive descent, as Jinja's own parser does. After a mistake it goes on behind the tag
/// that holds it. parser.cpp has what all share, parse_statement.cpp the tags, parse_expr.cpp the expressions.
class Parser {
 public:
  Parser(std::vector<Token> tokens, diag::DiagSink& diags);
  JinjaBody run();

 private:
  /// A block that is open: its word, and the words that end or continue it.
  struct OpenBlock {
    std::string word;
    Span span;
    std::vector<std::string_view> ends;
  };

  // parser.cpp
  const Token& current() const { return tokens_[next_]; }
  const Token& following() const { return tokens_[std::min(next_ + 1, tokens_.size() - 1)]; }
  bool is_sign(std::string_view sign) const { return current().is_sign(sign); }
  bool is_name(std::string_view name) const { return current().is_name(name); }
  Token take();
  bool skip_sign(std::string_view sign);
  bool skip_name(std::string_view name);
  bool expect_sign(std::string_view sign);
  bool expect_name(std::string_view name);
  std::string expect_any_name(std::string_view what);
  bool is_tag_end() const;
  void fail_here(std::string_view wanted);
  diag::Diagnostic* fail(diag::Code code, Span span, std::string message, std::string label = {});
  void end_tag(TokenKind kind);
  Span from(Span begin) const;

  // parse_statement.cpp
  JinjaBody body();
  void print(JinjaBody& out);
  void print_tag(Span tag, JinjaBody& out);
  /// The body of a block up to one of the words that end it, which is taken: the word, or nothing at the file's end.
  std::string block_body(JinjaBody& out, std::string_view word, Span tag, std::vector<std::string_view> ends);
  void statement(JinjaBody& out);
  void unknown_tag(const Token& word);
  bool is_end_word(std::string_view word) const;
  JinjaStatement if_block(Span tag);
  JinjaStatement for_block(Span tag);
  JinjaStatement set(Span tag);
  JinjaStatement include(Span tag);
  JinjaStatement import(Span tag);
  JinjaStatement from_import(Span tag);
  void import_context(JinjaStatement& statement);
  JinjaStatement macro(Span tag);
  JinjaStatement call_block(Span tag);
  void macro_body(JinjaStatement& statement, std::string_view word, Span tag, std::string_view end);
  JinjaStatement filter_block(Span tag);
  JinjaStatement with_block(Span tag);
  JinjaStatement extends(Span tag);
  JinjaStatement named_block(Span tag);
  std::vector<plan::JinjaParam> signature();
  JinjaExpr target(std::string_view end, bool with_namespace);
  JinjaExpr one_target(bool with_namespace);

  // parse_expr.cpp
  JinjaExpr expression();
  JinjaExpr choice();
  JinjaExpr disjunction();
  JinjaExpr conjunction();
  JinjaExpr negation();
  JinjaExpr comparison();
  JinjaExpr sum();
  JinjaExpr concatenation();
  JinjaExpr product();
  JinjaExpr power();
  JinjaExpr unary(bool with_filters);
  JinjaExpr primary();
  JinjaExpr name_or_constant();
  JinjaExpr strings();
  JinjaExpr parenthesized();
  JinjaExpr tuple(bool with_choice, std::initializer_list<std::string_view> ends = {});
  JinjaExpr list();
  JinjaExpr dict();
  JinjaExpr postfix(JinjaExpr value);
  JinjaExpr attribute(JinjaExpr object);
  JinjaExpr subscript(JinjaExpr object);
  JinjaExpr slice(JinjaExpr object, JinjaExpr first, Span open);
  JinjaExpr filters(JinjaExpr value);
  JinjaExpr filter(JinjaExpr value);
  JinjaExpr test(JinjaExpr value);
  void check_filter_arguments(const JinjaExpr& filter, const Token& name);
  void arguments(JinjaExpr& call);
  JinjaExpr make(JinjaExprKind kind, Span begin, std::vector<JinjaExpr> parts);
  JinjaExpr literal(Value value, Span span);
  void add_named(JinjaExpr& call, std::string name, JinjaExpr value);
  bool is_too_deep();
  JinjaExpr binary(JinjaExprKind kind, JinjaExpr left, JinjaExpr right);

  std::vector<Token> tokens_;
  diag::DiagSink& diags_;
  std::size_t next_ = 0;
  bool lost_ = false;  // a mistake in the tag at hand is told: nothing more until its end
  bool unclosed_told_ = false;
  std::size_t depth_ = 0;
  std::vector<OpenBlock> blocks_;
  std::vector<std::string> misspelt_ends_;
  /// Of the macro or call block at hand: whether it names what its arguments leave over.
  struct Leftovers {
    bool varargs = false, kwargs = false;
  };
  Leftovers leftovers_;
};

}  // namespace sdg::jinja
