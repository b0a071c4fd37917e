#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/plan/jinja.h"
#include "runtime/eval/jinja.h"
#include "runtime/eval/jinja_value.h"

namespace sdg::eval {

using plan::JinjaBody;
using plan::JinjaExpr;
using plan::JinjaExprKind;
using plan::JinjaStatement;
using plan::JinjaStatementKind;
using plan::JinjaTemplate;

/// Names of one block of a template. What is not found is looked for in the blocks around it.
class JinjaScope {
 public:
  explicit JinjaScope(std::shared_ptr<JinjaScope> parent = {}) : parent_(std::move(parent)) {}
  const JinjaValue* find(std::string_view name) const;
  void set(std::string_view name, JinjaValue value);
  const std::vector<std::pair<std::string, JinjaValue>>& own() const { return names_; }

 private:
  std::shared_ptr<JinjaScope> parent_;
  std::vector<std::pair<std::string, JinjaValue>> names_;
};
using JinjaScopePtr = std::shared_ptr<JinjaScope>;

/// Where the renderer stands: in which file, among which names, writing where.
struct JinjaPlace {
  const JinjaTemplate* jinja;
  JinjaScopePtr root;   // of the file: what its blocks see
  JinjaScopePtr scope;  // innermost
  std::string* out;
  const std::string* block_text = nullptr;  // what a `{% filter %}` stands around
  const JinjaTemplate* parent = nullptr;    // of `{% extends %}`, once it was met

  /// The same place among names of its own.
  JinjaPlace inside() const;
  JinjaPlace inside(std::string& other_out) const;
};

/// Walks a compiled template. Jinja's rules stand in one file a topic: jinja_renderer.cpp the tags, jinja_evaluate.cpp
/// expressions, jinja_loop.cpp, jinja_macro.cpp, jinja_files.cpp what reaches other files, jinja_globals.cpp functions.
class JinjaRenderer {
 public:
  explicit JinjaRenderer(std::span<const JinjaTemplate> templates);
  ~JinjaRenderer();
  JinjaRenderer(const JinjaRenderer&) = delete;
  JinjaRenderer& operator=(const JinjaRenderer&) = delete;
  Result<std::string> render(plan::JinjaTemplateId which, const JinjaVariables& variables);

 private:
  /// Counts how deep the walk has called itself; `ok` is false where that is too deep.
  class Level;

  // jinja_renderer.cpp
  void run(const JinjaBody& body, JinjaPlace& place);
  void run_statement(const JinjaStatement& statement, JinjaPlace& place);
  void write(std::string_view text, JinjaPlace& place);
  void run_if(const JinjaStatement& statement, JinjaPlace& place);
  void run_set_block(const JinjaStatement& statement, JinjaPlace& place);
  void run_filter(const JinjaStatement& statement, JinjaPlace& place);
  void run_with(const JinjaStatement& statement, JinjaPlace& place);
  void assign_field(const JinjaExpr& target, const JinjaValue& value, JinjaPlace& place);
  void assign(const JinjaExpr& target, const JinjaValue& value, JinjaPlace& place, JinjaScope& scope);
  JinjaValue filtered_text(const JinjaExpr& filters, const JinjaBody& body, JinjaPlace& place);
  bool step();

  // jinja_loop.cpp
  struct Rounds;
  void run_for(const JinjaStatement& statement, JinjaPlace& place);
  void run_rounds(const JinjaStatement& statement, const JinjaValue& list, std::size_t depth, JinjaPlace& place);
  JinjaItems kept_elements(const JinjaStatement& statement, const JinjaValue& list, JinjaPlace& place);
  JinjaValue loop_object(const JinjaStatement& statement, const std::shared_ptr<Rounds>& rounds,
                         const JinjaPlace& place);

  // jinja_macro.cpp
  JinjaValue macro(const JinjaStatement& statement, const JinjaPlace& place, bool is_caller);
  JinjaValue call_macro(const JinjaStatement& statement, const JinjaPlace& place, const JinjaArguments& given);
  void bind(const JinjaStatement& statement, JinjaPlace& inside, const JinjaArguments& given);
  void run_call_block(const JinjaStatement& statement, JinjaPlace& place);

  // jinja_files.cpp
  void run_file(const JinjaTemplate& jinja, JinjaPlace& place);
  const JinjaTemplate* reached(const JinjaStatement& statement, JinjaPlace& place);
  void run_include(const JinjaStatement& statement, JinjaPlace& place);
  void run_import(const JinjaStatement& statement, JinjaPlace& place);
  void run_block(const std::string& name, std::size_t level, JinjaPlace& place);
  void add_blocks(const JinjaTemplate& jinja, const JinjaBody& body);

  // jinja_evaluate.cpp
  JinjaValue evaluate(const JinjaExpr& expr, JinjaPlace& place);
  JinjaValue evaluate_kind(const JinjaExpr& expr, JinjaPlace& place);
  JinjaValue name(const JinjaExpr& expr, JinjaPlace& place);
  JinjaItems parts(const JinjaExpr& expr, std::size_t from, JinjaPlace& place);
  JinjaArguments arguments(const JinjaExpr& expr, JinjaPlace& place);
  JinjaValue dict(const JinjaExpr& expr, JinjaPlace& place);
  JinjaValue slice(const JinjaExpr& expr, JinjaPlace& place);
  JinjaValue call(const JinjaExpr& expr, JinjaPlace& place);
  JinjaValue concat(const JinjaExpr& expr, JinjaPlace& place);
  JinjaValue compares(const JinjaExpr& expr, JinjaPlace& place);
  JinjaValue choose(const JinjaExpr& expr, JinjaPlace& place);
  bool is_true(const JinjaExpr& expr, JinjaPlace& place);

  // jinja_globals.cpp
  JinjaValue make_namespace(const JinjaArguments& given);
  std::optional<JinjaValue> global(std::string_view name);

  struct BlockBody {
    const JinjaTemplate* jinja;
    const JinjaBody* body;
  };
  using Blocks = std::map<std::string, std::vector<BlockBody>, std::less<>>;

  std::span<const JinjaTemplate> templates_;
  JinjaTrouble trouble_;
  Blocks blocks_;                                       // of the file at hand and those it extends, the youngest first
  std::vector<std::weak_ptr<JinjaObject>> namespaces_;  // they alone can come to hold themselves
  std::vector<JinjaScopePtr> kept_;                     // of imported files, whose macros may still be called
  std::size_t steps_ = 0;
  std::size_t depth_ = 0;
};

class JinjaRenderer::Level {
 public:
  explicit Level(JinjaRenderer& renderer) : renderer_(renderer) {
    if (++renderer_.depth_ > kDeepestRendering)
      renderer_.trouble_.fail("tags and calls stand too deep inside each other");
  }
  ~Level() { --renderer_.depth_; }
  Level(const Level&) = delete;
  Level& operator=(const Level&) = delete;
  bool ok() const { return !renderer_.trouble_.failed(); }

 private:
  JinjaRenderer& renderer_;
};

}  // namespace sdg::eval
