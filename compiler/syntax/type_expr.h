#pragma once

#include "compiler/syntax/expr.h"

namespace sdg::syntax {

enum class TypeExprKind : std::uint8_t { Error, Named, Literal, List, Record, Union };

struct TypeExpr;
/// `name: type = default`, with its doc comment.
struct FieldDecl {
  Name name;
  const TypeExpr* type;
  const Expr* default_value;  // may be null
  std::string_view doc;
};
/// `(1..5)`, `(20..)`, `(3)`, `(/[A-Z]+/)`. A single number is both ends.
struct Bound {
  Span span;
  bool is_regex = false;
  std::string_view pattern;
  const Expr* first = nullptr;  // IntExpr or FloatExpr, sign applied; null where open
  const Expr* last = nullptr;
};
/// A type as written: `[Turn](2..40)`, `"a" | "b"?`, `{a: int, b: string?}`.
struct TypeExpr {
  TypeExprKind kind;
  Span span;
  std::span<const Name> path;                // Named: `people.Person` has two
  const Expr* literal = nullptr;             // Literal
  const TypeExpr* element = nullptr;         // List
  std::span<const FieldDecl> fields;         // Record
  std::span<const TypeExpr* const> members;  // Union, two or more
  const Bound* bound = nullptr;
  bool optional = false;
};

}  // namespace sdg::syntax
