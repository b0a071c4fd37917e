#pragma once

#include "compiler/syntax/expr.h"
#include "compiler/syntax/type_expr.h"

namespace sdg::syntax {

enum class DeclKind : std::uint8_t {
  Error,
  Use,
  Param,
  Type,
  Schema,
  Source,
  Model,
  Prompt,
  Function,
  Sampler,
  Generator,
  Dataset,
  Test,
};

/// The head of every declaration; `doc` holds the `##` lines above it.
struct Decl {
  DeclKind kind;
  Span span;
  Name name;
  std::string_view doc;

  template <class T>
  const T& as() const {
    assert(kind == T::kKind);
    return static_cast<const T&>(*this);
  }
};

template <DeclKind K>
struct DeclOf : Decl {
  static constexpr DeclKind kKind = K;
};

/// Source that could not be read; its diagnostic is given, the formatter copies it as it is.
struct ErrorDecl : DeclOf<DeclKind::Error> {};

/// `use std.judge`, `use "./people.sdg" as people`: `name` is what it is called here.
struct UseDecl : DeclOf<DeclKind::Use> {
  std::span<const Name> path;  // of a module; empty for a file
  const StringExpr* file;      // null for a module
  bool has_alias;
};
struct ParamDecl : DeclOf<DeclKind::Param> {
  const TypeExpr* type;       // may be null
  const Expr* default_value;  // may be null
};
struct TypeDecl : DeclOf<DeclKind::Type> {
  const TypeExpr* type;
};
struct SchemaDecl : DeclOf<DeclKind::Schema> {
  std::span<const FieldDecl> fields;
};
/// source, model and prompt: a name, perhaps a type, and an expression.
struct SourceDecl : DeclOf<DeclKind::Source> {
  const TypeExpr* type;  // may be null
  const Expr* value;
};
struct ModelDecl : DeclOf<DeclKind::Model> {
  const Expr* value;
};
struct PromptDecl : DeclOf<DeclKind::Prompt> {
  const Expr* value;
};

struct ParamOfFunction {
  Name name;
  const TypeExpr* type;       // may be null where it was left out (a mistake, told)
  const Expr* default_value;  // may be null
};
/// What `function` and `sampler` share.
struct FunctionDecl : DeclOf<DeclKind::Function> {
  std::span<const ParamOfFunction> params;
  const TypeExpr* result;  // may be null
  const Expr* body;
};
struct SamplerDecl : DeclOf<DeclKind::Sampler> {
  std::span<const ParamOfFunction> params;
  const TypeExpr* result;
  const Expr* body;
};

enum class GeneratorLineKind : std::uint8_t {
  Error,
  Model,
  System,
  User,
  Assistant,
  Messages,
  Reply,
  Attempts,
  Setting
};
/// `user """…"""`, `temperature = 0.9`.
struct GeneratorLine {
  GeneratorLineKind kind;
  Span span;
  Name name;  // the word, or the setting's name
  const Expr* value;
};
struct GeneratorDecl : DeclOf<DeclKind::Generator> {
  std::span<const ParamOfFunction> params;
  const TypeExpr* result;                // may be null
  const Expr* body;                      // of the `= expr` form, else null
  std::span<const GeneratorLine> lines;  // of the block form
};

enum class DatasetLineKind : std::uint8_t {
  Error,
  Spread,
  Column,
  Let,
  Each,
  Key,
  Seed,
  Shuffle,
  Rows,
  Keep,
  Distinct,
  Measure,
  Split,
  Budget,
  OnFailure,
  Output,
};
enum class FailurePolicy : std::uint8_t { Drop, Keep, Stop };
/// `train = 0.9` of a split.
struct Share {
  Name name;
  const Expr* value;
};
/// One line of a dataset. Which members are set is said beside them.
struct DatasetLine {
  DatasetLineKind kind;
  Span span;
  Span word;                          // the introducing word or name
  std::string_view doc;               // Column, Let
  Name name;                          // Column, Let, Each, Measure
  const TypeExpr* type = nullptr;     // Column, Let
  const Expr* value = nullptr;        // Spread Column Let Each Seed Rows(count) Keep Measure Budget Output
  const Expr* second = nullptr;       // Rows: within; Distinct: similar; OnFailure: after
  std::span<const Expr* const> list;  // Key, Distinct
  std::span<const Expr* const> by;    // Rows, Measure, Split
  std::span<const Share> shares;      // Split
  FailurePolicy policy = FailurePolicy::Drop;
};
/// `personas as p` after `from`.
struct DatasetInput {
  const Expr* value;
  Name alias;  // empty where there is none
};
struct DatasetDecl : DeclOf<DeclKind::Dataset> {
  std::span<const DatasetInput> inputs;
  const TypeExpr* row_type;  // of `-> Schema`, may be null
  std::span<const DatasetLine> lines;
};

enum class TestLineKind : std::uint8_t { Error, Given, Expect, Binding };
/// `given ask(_) = …`, `expect …`, `row = …`.
struct TestLine {
  TestLineKind kind;
  Span span;
  std::span<const Name> path;    // of given: `d.difficulty`
  std::span<const Name> params;  // of given, `_` included
  bool has_params = false;
  Name name;  // of Binding
  const Expr* value = nullptr;
};
/// `name.text` is the test's sentence.
struct TestDecl : DeclOf<DeclKind::Test> {
  std::span<const TestLine> lines;
};

}  // namespace sdg::syntax
