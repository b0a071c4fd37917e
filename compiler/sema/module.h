#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "compiler/plan/builtin.h"
#include "compiler/plan/jinja.h"
#include "compiler/plan/plan.h"
#include "compiler/plan/type.h"
#include "compiler/prompt/registry.h"
#include "compiler/syntax/file.h"

namespace sdg::sema {

using plan::TypeId;

/// The name of the column that a `split` line makes.
inline constexpr std::string_view kSplitColumn = "split";
/// The name of the column that says what failed, with `on failure keep`.
inline constexpr std::string_view kErrorsColumn = "_errors";
/// The word for a function that a worker process computes.
inline constexpr std::string_view kExternal = "external";

/// What a name can stand for.
enum class SymbolKind : std::uint8_t {
  None,
  Error,  // a mistake that is told already
  Param,
  Type,
  Source,
  Model,
  Prompt,
  Function,
  Dataset,    // declarations, by their place in the Module
  Module,     // what a `use` names, by its scope
  Input,      // a name of `from`, by its place in the dataset
  Each,       // the element of an `each`, by its place in the dataset
  Column,     // a column or let, by its place in the dataset
  Local,      // a parameter of a function, a loop or template variable, `it`
  Builtin,    // by plan::Builtin
  Aggregate,  // of a measure, by plan::Aggregate
  ModelPrompts,
  FunctionPrompts,
  PromptPrompts,  // `ask.prompts` of a test: what was sent to a model, through a generator or as a prompt
  PromptText,
  PromptVersion,  // `p.text` and `p.version` of a prompt
};
struct Symbol {
  SymbolKind kind = SymbolKind::None;
  std::uint32_t index = 0;
  friend bool operator==(Symbol, Symbol) = default;
};

struct ParamInfo {
  const syntax::ParamDecl* decl;
  std::uint32_t scope;
  TypeId type;
  std::optional<plan::Value> default_value;  // where it is a literal
};
struct SourceInfo {
  const syntax::SourceDecl* decl;
  std::uint32_t scope;
  TypeId row;
  std::string format;  // as file_formats.def names it
  std::string path;    // as the process can open it; `-` is stdin
  std::vector<std::pair<std::string, const syntax::Expr*>> options;
};
struct ModelInfo {
  const syntax::ModelDecl* decl = nullptr;
  std::uint32_t scope = 0;
  std::string provider;
  const syntax::Expr* id = nullptr;         // or the command, or the file of a recording
  std::vector<std::uint32_t> members;       // of `fallback` and `spread`
  std::optional<std::uint32_t> port_local;  // what `{port}` is in the command of a `server`
  std::vector<std::pair<std::string, const syntax::Expr*>> settings;
};

/// A message of a prompt and the variables that it prints; without a template the messages that its variable holds.
struct PromptTurn {
  std::string role;
  std::optional<plan::JinjaTemplateId> jinja;
  std::vector<std::string> variables;
};
/// `prompt p = aigw(…)`, with what the registry has of it.
struct PromptInfo {
  const syntax::PromptDecl* decl;
  std::uint32_t scope;
  prompt::Wanted wanted;
  std::optional<prompt::Version> version;                   // what the constraint, or the lock, chose
  std::vector<std::pair<std::string, plan::Value>> params;  // of the definition; they win over the model's
  std::vector<PromptTurn> turns;
  TypeId inputs;
  std::string text;  // as a person reads it, roles marked
};

/// Does an expression draw, does it ask, and does it leave to its user which model is asked?
struct Effects {
  bool draws = false;
  bool asks = false;
  bool wants_model = false;
  bool waits = false;  // runs a worker process, or needs the rows of another dataset
  void add(Effects other) {
    draws |= other.draws;
    asks |= other.asks;
    wants_model |= other.wants_model;
    waits |= other.waits;
  }
};

/// A variable that is bound where it stands.
struct LocalInfo {
  std::string_view name;
  TypeId type;
  source::Span span;
};
struct FunctionParam {
  std::string_view name;
  TypeId type;
  const syntax::Expr* default_value;  // may be null
  std::uint32_t local;                // what the body reads
};
enum class FunctionKind : std::uint8_t { Function, Sampler, Generator };
struct FunctionInfo {
  const syntax::Decl* decl;
  std::uint32_t scope;
  FunctionKind kind;
  std::vector<FunctionParam> params;
  TypeId result;
  bool checked = false;
  Effects effects;
  const syntax::Expr* body = nullptr;            // of the `= expr` form
  const syntax::GeneratorDecl* block = nullptr;  // of a generator with braces
  std::optional<std::uint32_t> model;            // of the block form; none: the use says it
  const syntax::CallExpr* external = nullptr;    // of `= external(…)`, and then nothing else is
  std::uint64_t calls = 0;                       // in the body, with those of what it calls
};

/// `slice(rows, 0, 100)` or `cycle(rows)` around what an input names.
struct InputStepInfo {
  plan::InputStep::Kind kind;
  const syntax::Expr* start = nullptr;
  const syntax::Expr* end = nullptr;  // may be null
};

/// Where the rows of one name in `from` come from.
struct InputInfo {
  enum class Kind : std::uint8_t { Error, Source, Dataset, Values };
  Kind kind = Kind::Error;
  std::uint32_t index = 0;               // Source, Dataset
  const syntax::Expr* values = nullptr;  // Values: a list; null for the literals of `row`
  std::string_view alias;
  TypeId row;
  std::vector<InputStepInfo> steps;  // in the order in which they are done
  source::Span span;
};
/// `each name in list`
struct EachInfo {
  const syntax::DatasetLine* line;
  TypeId element;
};
struct ColumnInfo {
  const syntax::DatasetLine* line;
  std::string_view name;
  bool written;  // a let is not
  TypeId type;
  std::optional<std::string_view> spread_field;  // the column is this field of the line's record
  std::uint32_t level = 0;                       // how many `each` stand above it
  bool may_fail = false;                         // or is it there in every row that is
  std::optional<TypeId> demand{};                // what `-> Schema` wants beyond the type of its expression
};
struct DatasetInfo {
  const syntax::DatasetDecl* decl = nullptr;
  std::uint32_t scope = 0;
  std::vector<InputInfo> inputs;
  std::vector<EachInfo> eaches;      // outermost first
  std::optional<TypeId> schema;      // of `-> Schema`
  TypeId row;                        // what whoever reads it sees
  bool is_read = false;              // by another dataset
  std::vector<ColumnInfo> columns;   // those written out first, then those that spreads bring
  std::vector<std::uint32_t> order;  // the columns as the page has them
  std::unordered_map<std::string_view, std::uint32_t> by_name;
};

/// What a test fixes: the value of a column, the rows of a source or dataset, the replies of a model, generator or
/// external function.
struct GivenInfo {
  const syntax::TestLine* line;
  SymbolKind kind = SymbolKind::Error;  // Column, Source, Dataset, Model, Prompt, Function
  std::uint32_t index = 0;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> columns;  // Column: dataset and column, all that have the name
  std::vector<std::uint32_t> params;                             // locals that the value may read
};
struct TestInfo {
  const syntax::TestDecl* decl;
  std::uint32_t scope;
  std::vector<GivenInfo> givens;
  std::vector<std::pair<std::uint32_t, const syntax::Expr*>> bindings;  // a local and its value, in order
  std::vector<const syntax::Expr*> expects;
};

/// Arguments matched to the parameters of what is called.
struct CallInfo {
  Symbol target;
  // Function, built-in function: by parameter, null where the default stands, a variadic one's in its place.
  // Sampler: those given by place. Model: the user's text, if it is given by place. Prompt: its variables.
  std::vector<const syntax::Expr*> args;
  // Model and generator: turns and settings, in the order written. Sampler: what is given by name.
  std::vector<std::pair<syntax::Name, const syntax::Expr*>> named;
  std::uint32_t overload = 0;          // of a built-in: which of its signatures
  std::optional<std::uint32_t> model;  // `model = large` of a use
  TypeId reply;                        // of a model, prompt or generator call: what is asked for
  // By parameter, where a record that is spread gives it: which one, and its field.
  std::unordered_map<std::size_t, std::pair<const syntax::Expr*, std::string>> spread;
  std::vector<bool> opened;  // of a built-in that takes its places as one list: which of `args` are lists to open
};

/// The declarations of one file.
struct Scope {
  std::string path;  // of the file
  std::unordered_map<std::string_view, Symbol> names;
};
/// The program's own file; the scopes of what it uses follow.
constexpr std::uint32_t kMainScope = 0;

/// A variable of a template: given by name, or taken from where the call stands.
struct TemplateVariable {
  std::string name;
  const syntax::Expr* given;  // may be null
  Symbol symbol;
  source::Span use;  // in the template
};
/// `template("x.jinja", …)`
struct TemplateCall {
  plan::JinjaTemplateId which;
  std::vector<TemplateVariable> variables;
};

/// Names and types of a program with all that it uses. Tables are by ExprId; what is wrong was told, and is Type::Error
/// here.
struct Module {
  std::vector<Scope> scopes;
  plan::TypeTable types;
  std::vector<ParamInfo> params;
  std::vector<std::pair<std::string_view, TypeId>> named_types;
  std::vector<SourceInfo> sources;
  std::vector<ModelInfo> models;
  std::vector<PromptInfo> prompts;
  std::vector<FunctionInfo> functions;
  std::vector<DatasetInfo> datasets;
  std::vector<std::uint32_t> dataset_order;  // each after those that it reads
  std::vector<TestInfo> tests;
  std::vector<LocalInfo> locals;
  std::deque<std::string> spread_names;  // of columns that no line of the page names

  std::vector<TypeId> expr_types;
  std::vector<Symbol> symbols;                                     // of Name, It, and Field that names a declaration
  std::unordered_map<syntax::ExprId, TypeId> demands;              // checked or widened to this type when computed
  std::unordered_map<syntax::ExprId, CallInfo> calls;              // of Call and Pipe
  std::unordered_map<syntax::ExprId, std::uint32_t> bound_locals;  // of Comprehension, Where, iterate, output paths
  std::unordered_map<const syntax::Piece*, std::uint32_t> piece_locals;  // of {% for %} and {% set %}

  std::vector<plan::JinjaTemplate> templates;
  std::unordered_map<syntax::ExprId, TemplateCall> template_calls;
  std::unordered_map<syntax::ExprId, std::string> file_texts;                    // of `file(…)`
  std::unordered_map<const syntax::Piece*, const syntax::StringExpr*> included;  // of `{% include %}`
  std::deque<syntax::File> included_files;

  TypeId type_of(const syntax::Expr& expr) const { return expr_types[expr.id]; }
  const CallInfo* call(const syntax::Expr& expr) const {
    const auto found = calls.find(expr.id);
    return found == calls.end() ? nullptr : &found->second;
  }
};

/// What the command line calls a parameter: `town`, or `people.town` of a module that the program itself uses. Empty
/// where it has no name there.
std::string name_on_command_line(const Module& module, const ParamInfo& param);

}  // namespace sdg::sema
