#pragma once

#include <cassert>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "compiler/source/span.h"

namespace sdg::syntax {

using source::Span;

/// A word as written, without the backticks of a quoted one. `text` lives as long as the file.
struct Name {
  std::string_view text;
  Span span;
  bool quoted = false;
};
/// `std.judge`: a path as it is written.
inline std::string dotted(std::span<const Name> path) {
  std::string text;
  for (const Name& name : path) text += (text.empty() ? "" : ".") + std::string(name.text);
  return text;
}

enum class ExprKind : std::uint8_t {
#define SDG_EXPR(Kind) Kind,
#include "compiler/syntax/expr_kinds.def"
#undef SDG_EXPR
};

/// Numbers the expressions of a file from 0, so that later phases keep what they know of one in a table.
using ExprId = std::uint32_t;

/// The head of every expression. Nodes live in the file's arena and never change after parsing.
struct Expr {
  ExprKind kind;
  ExprId id;
  Span span;
  /// Expressions below it, on the longest way down: bounded, so that whoever walks the tree may recurse.
  std::uint32_t height = 0;

  template <class T>
  const T& as() const {
    assert(kind == T::kKind);
    return static_cast<const T&>(*this);
  }
  template <class T>
  const T* try_as() const {
    return kind == T::kKind ? static_cast<const T*>(this) : nullptr;
  }
};

template <ExprKind K>
struct ExprOf : Expr {
  static constexpr ExprKind kKind = K;
};

/// Stands where something could not be read; silences what would follow from it.
struct ErrorExpr : ExprOf<ExprKind::Error> {};
struct NullExpr : ExprOf<ExprKind::Null> {};
struct BoolExpr : ExprOf<ExprKind::Bool> {
  bool value;
};
struct IntExpr : ExprOf<ExprKind::Int> {
  std::int64_t value;
};
struct FloatExpr : ExprOf<ExprKind::Float> {
  double value;
};
/// `$2.50`, in whole nano-dollars.
struct MoneyExpr : ExprOf<ExprKind::Money> {
  std::int64_t nano_dollars;
};
struct DurationExpr : ExprOf<ExprKind::Duration> {
  std::int64_t milliseconds;
};
/// `/…/`, without the slashes.
struct RegexExpr : ExprOf<ExprKind::Regex> {
  std::string_view pattern;
};

struct NameExpr : ExprOf<ExprKind::Name> {
  Name name;
};
struct ItExpr : ExprOf<ExprKind::It> {};
struct ParenExpr : ExprOf<ExprKind::Paren> {
  const Expr* inner;
};

/// `e`, `...e`, or in a call `name = e`.
struct Item {
  const Expr* value;
  bool spread = false;
};
struct ListExpr : ExprOf<ExprKind::List> {
  std::span<const Item> items;
};
/// `key: value`, or `...value` with an empty key.
struct Entry {
  Name key;
  const Expr* value;
  bool spread = false;
};
struct RecordExpr : ExprOf<ExprKind::Record> {
  std::span<const Entry> entries;
};
/// `[body for element in list if condition]`
struct ComprehensionExpr : ExprOf<ExprKind::Comprehension> {
  const Expr* body;
  Name element;
  const Expr* list;
  const Expr* condition;  // may be null
};

/// `value`, `name = value` or `...value`; an unnamed one has an empty name.
struct Arg {
  Name name;
  const Expr* value;
  bool spread = false;
};
/// `f(args)`, `module.f(args)`: the callee is a name or a field path.
struct CallExpr : ExprOf<ExprKind::Call> {
  const Expr* callee;
  std::span<const Arg> args;
  Span args_span;  // with the parentheses
};
/// `value | f(args)`, which is `f(value, args)`.
struct PipeExpr : ExprOf<ExprKind::Pipe> {
  const Expr* value;
  const Expr* callee;
  std::span<const Arg> args;
  bool has_parens;
};
struct FieldExpr : ExprOf<ExprKind::Field> {
  const Expr* object;
  Name field;
};
struct SubscriptExpr : ExprOf<ExprKind::Subscript> {
  const Expr* object;
  const Expr* index;
};

enum class UnaryOp : std::uint8_t { Not, Minus };
struct UnaryExpr : ExprOf<ExprKind::Unary> {
  UnaryOp op;
  const Expr* operand;
};
enum class BinaryOp : std::uint8_t {
  Or,
  And,
  Equal,
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  In,
  NotIn,
  Default,  // ??
  Add,
  Subtract,
  Multiply,
  Divide,
  FloorDivide,
  Modulo,
};
constexpr bool is_comparison(BinaryOp op) { return op >= BinaryOp::Equal && op <= BinaryOp::NotIn; }
struct BinaryExpr : ExprOf<ExprKind::Binary> {
  BinaryOp op;
  Span op_span;
  const Expr* left;
  const Expr* right;
};
/// `first..last`, both included.
struct RangeExpr : ExprOf<ExprKind::Range> {
  const Expr* first;
  const Expr* last;
};
/// `value when condition else otherwise`
struct WhenExpr : ExprOf<ExprKind::When> {
  const Expr* value;
  const Expr* condition;
  const Expr* otherwise;  // may be null
};
/// `value where condition saying text retry times`
struct WhereExpr : ExprOf<ExprKind::Where> {
  const Expr* value;
  const Expr* condition;
  const Expr* saying;  // may be null
  const Expr* retry;   // may be null
};

enum class PatternKind : std::uint8_t { Literal, Range, Any };
/// One alternative of an arm: a literal (also null), a range, or `_`.
struct Pattern {
  PatternKind kind;
  Span span;
  const Expr* first;  // the literal, or a range's start (null where open)
  const Expr* last;   // a range's end (null where open)
};
struct Arm {
  std::span<const Pattern> patterns;
  const Expr* value;
  Span span;
};
struct MatchExpr : ExprOf<ExprKind::Match> {
  const Expr* subject;
  std::span<const Arm> arms;
};

enum class PieceKind : std::uint8_t { Text, Value, If, For, Set, Include };
struct Piece;
using Pieces = std::span<const Piece* const>;
/// `{% if condition %} body`, `{% elif condition %} body`; an `{% else %}` has no condition.
struct Branch {
  const Expr* condition;
  Pieces body;
};
/// A piece of a template in the order it prints. Comments and raw blocks are gone; text is as it will be sent:
/// escapes resolved, indentation and the lines of lone block tags taken away, trims applied.
struct Piece {
  PieceKind kind;
  Span span;
  std::string_view text;             // Text; the path of Include
  const Expr* value = nullptr;       // Value, the list of For, the value of Set
  Name name;                         // the variable of For and Set
  std::span<const Branch> branches;  // If; For: its body, then its `{% else %}` if there is one
};
/// A string. In the plain case it is one piece of text, or none.
struct StringExpr : ExprOf<ExprKind::String> {
  Pieces pieces;
  bool raw;
  bool long_form;  // """
  /// The text where nothing is interpolated.
  bool is_plain() const { return pieces.empty() || (pieces.size() == 1 && pieces[0]->kind == PieceKind::Text); }
  std::string_view plain_text() const { return pieces.empty() ? std::string_view() : pieces[0]->text; }
};

}  // namespace sdg::syntax
