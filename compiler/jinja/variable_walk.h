#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "compiler/jinja/variables.h"

namespace sdg::jinja {

using plan::JinjaBody;
using plan::JinjaExpr;
using plan::JinjaStatement;
using plan::JinjaTemplate;

/// Follows a template as its rendering would, both arms of every condition, and notes what it does with each name that
/// comes from outside. variables.cpp has files, macros and names, walk_statement.cpp the tags and what their conditions
/// prove, walk_expr.cpp the expressions.
class VariableWalk {
 public:
  VariableWalk(const std::vector<JinjaTemplate>& templates, std::deque<Variable>& found);
  void file(const JinjaTemplate& jinja);

 private:
  /// What a name means inside a template: a value of which uses are noted (or nothing is known), or a macro.
  struct Meaning {
    Use* use = nullptr;
    const JinjaStatement* macro = nullptr;
  };
  using Names = std::map<std::string, Meaning, std::less<>>;

  /// What a place demands of a name: nothing, that there is such a value, or that it is not null.
  enum class Want : std::uint8_t { Look, Test, Need };

  // variables.cpp
  void include(const JinjaStatement& s);
  void reach(const JinjaExpr& path);
  void import(const JinjaStatement& s);
  /// A macro's body with what its parameters stand for; without a call nothing is known of them.
  void macro(const JinjaStatement& s, const std::vector<Use*>& arguments);
  void note_step();
  const Meaning* meaning_of(std::string_view name) const;
  Use& variable(const JinjaExpr& name);
  Use* use_of_name(const JinjaExpr& name, Want want);
  static void note(Use& use, Want want, source::Span span);

  // walk_statement.cpp
  void body(const JinjaBody& statements);
  void block(const JinjaBody& statements);
  void statement(const JinjaStatement& s);
  void if_block(const JinjaStatement& s);
  void for_block(const JinjaStatement& s);
  void with_block(const JinjaStatement& s);
  void assign(const JinjaExpr& target, Use* use);
  void condition(const JinjaExpr& expr);
  /// `a` and `a.b`; nothing for what is neither.
  static std::string path_of(const JinjaExpr& expr);
  bool is_known(const JinjaExpr& expr) const;
  /// A variable that is null is not defined; a field or an element that is null is `none`.
  bool arrives_as_none(const JinjaExpr& expr) const;
  /// The names that are defined where a condition holds, or where it does not.
  void add_known(const JinjaExpr& condition, bool holds);

  // walk_expr.cpp
  void value(const JinjaExpr& expr);
  /// Walks an expression; what it stands for, if that is a value from outside or a part of one.
  Use* alias(const JinjaExpr& expr, Want want = Want::Need);
  void all(const JinjaExpr& expr, std::size_t from);
  static Use* part(Use* object, std::string_view name, source::Span span, Want want);
  Use* attribute(const JinjaExpr& expr, Want want);
  Use* item(const JinjaExpr& expr, Want want);
  static Use* required(Use& use, source::Span span);
  Use* call(const JinjaExpr& expr);
  Use* test(const JinjaExpr& expr);
  Use* choose(const JinjaExpr& expr);
  Use* logic(const JinjaExpr& expr, bool is_asked);
  Use* calculated(const JinjaExpr& expr);
  Use* added(const JinjaExpr& expr);
  Use* compared(const JinjaExpr& expr);
  Use* filter(const JinjaExpr& expr);
  Use* listed(Use* use, const JinjaExpr& expr);
  static Use* follow(Use& element, const JinjaExpr& path, Want want);

  const std::vector<JinjaTemplate>& templates_;
  std::deque<Variable>& found_;  // stays where it is when it grows
  const JinjaTemplate* jinja_ = nullptr;
  std::vector<Names> scopes_;
  std::vector<std::string> known_;  // names that a condition around has found defined
  std::size_t depth_ = 0;           // of calls
  std::size_t file_depth_ = 0;
  std::size_t steps_ = 0;  // in bodies of macros
  std::set<std::tuple<const JinjaStatement*, std::vector<Use*>, std::vector<std::string>>> walked_;
  std::size_t files_ = 0;
};

}  // namespace sdg::jinja
