#pragma once

#include "compiler/syntax/actions.h"

// Types: each action makes one type of what its parts have put on the stacks.
namespace sdg::syntax {

/// Expressions are compiled on their own: here one is a call.
template <auto Match>
struct match_elsewhere {
  template <typename Rule, peg::apply_mode A, peg::rewind_mode M, template <typename...> class Action,
            template <typename...> class Control>
  static bool match(Input& in, Builder& b) {
    static_assert(A == peg::apply_mode::action, "an expression is never looked ahead at");
    return Match(in, b);
  }
};
template <>
struct action<g::expr> : match_elsewhere<match_expr> {};
template <>
struct action<g::disjunction> : match_elsewhere<match_disjunction> {};

inline void push_type(Builder& b, const TypeExpr& type) { b.stacks.types.push_back(b.file.arena.make(type)); }

inline TypeExpr type_node(TypeExprKind kind, Span span) {
  TypeExpr type{};
  type.kind = kind;
  type.span = span;
  return type;
}

template <>
struct action<g::path_start> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    b.open(in.begin(), 0, b.stacks.names.size());
    push_name::apply(in, b);
  }
};
template <>
struct action<g::path_part> : push_name {};

/// The names of the path that has just been matched.
inline std::span<const Name> take_path(Builder& b) {
  const Open open = b.close();
  return b.take_from(b.stacks.names, open.items);
}

template <>
struct action<g::type_path> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    TypeExpr type = type_node(TypeExprKind::Named, span_of(in, b));
    type.path = take_path(b);
    push_type(b, type);
  }
};
template <>
struct action<g::type_null> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    TypeExpr type = type_node(TypeExprKind::Named, span_of(in, b));
    const Name name{b.text(type.span), type.span, false};
    type.path = b.file.arena.copy(std::span<const Name>(&name, 1));
    push_type(b, type);
  }
};

template <>
struct action<g::type_string> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    const Span span = span_of(in, b);
    if (b.text(span).find_first_of("\\{}") != std::string_view::npos) {
      b.report(diag::Code::NotPlainString, span, "a literal type has neither escapes nor braces");
    }
    push_plain_string(b, in.begin(), in.end());
  }
};
template <>
struct action<g::type_literal> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    TypeExpr type = type_node(TypeExprKind::Literal, span_of(in, b));
    type.literal = b.pop();
    push_type(b, type);
  }
};

template <>
struct action<g::open_type_list> : open_plain {};
template <>
struct action<g::type_list> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    b.close();
    TypeExpr type = type_node(TypeExprKind::List, span_of(in, b));
    type.element = Builder::take(b.stacks.types);
    push_type(b, type);
  }
};
template <>
struct action<g::type_paren> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    b.close();
    const Span span = span_of(in, b);
    b.stacks.types.back()->span = span;
  }
};

// Fields
template <>
struct action<g::open_fields> : open_for<&Stacks::fields> {};
template <>
struct action<g::type_field_name> : push_name {};
template <>
struct action<g::no_field_default> : push_no_value {};
template <>
struct action<g::type_field> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    FieldDecl field{};
    field.default_value = b.pop();
    field.type = Builder::take(b.stacks.types);
    field.name = b.pop_name();
    field.doc = b.docs(field.name.span.begin, b.offset(in.end()));
    b.stacks.fields.push_back(field);
  }
};
template <>
struct action<g::type_record> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    const Open open = b.close();
    TypeExpr type = type_node(TypeExprKind::Record, span_of(in, b));
    type.fields = b.take_from(b.stacks.fields, open.items);
    push_type(b, type);
  }
};

// Constraints: the numbers wait among the values, null where the range is open
template <>
struct action<g::open_bound> : open_plain {};
template <>
struct action<g::bound_regex> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    Open& open = b.stacks.opens.back();
    open.flag = true;
    open.items = b.offset(in.begin()) + 1;
    open.more_items = b.offset(in.end()) - 1;
  }
};
template <>
struct action<g::bound_first> : push_signed_number {};
template <>
struct action<g::bound_exact> {
  static void apply0(Builder& b) { b.stacks.values.push_back(b.stacks.values.back()); }
};
template <>
struct action<g::no_bound_last> : push_no_value {};
template <>
struct action<g::no_bound_first> : push_no_value {};
template <>
struct action<g::bound> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    const Open open = b.close();
    Bound bound{};
    bound.span = b.span(open.begin, b.offset(in.end()));
    bound.is_regex = open.flag;
    if (open.flag) {
      bound.pattern = b.text(b.span(open.items, open.more_items));
    } else {
      bound.last = b.pop();
      bound.first = b.pop();
    }
    TypeExpr& type = *b.stacks.types.back();
    if (type.bound != nullptr) b.report(diag::Code::UnexpectedText, bound.span, "this type has two constraints");
    type.bound = b.file.arena.make(bound);
    type.span.end = bound.span.end;
  }
};
template <>
struct action<g::optional_mark> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    TypeExpr& type = *b.stacks.types.back();
    type.optional = true;
    type.span.end = b.offset(in.end());
  }
};

// Unions
template <>
struct action<g::type_members_begin> {
  static void apply0(Builder& b) { b.open(b.text().data(), 0, b.stacks.types.size()); }
};
template <>
struct action<g::type> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    const std::size_t first = b.close().items;
    auto& types = b.stacks.types;
    if (types.size() - first < 2) return;
    TypeExpr type = type_node(TypeExprKind::Union, source::join(types[first]->span, types.back()->span));
    type.span.begin = b.offset(in.begin());
    // `"a" | "b"?`: the mark on the last member is meant for all of them.
    type.optional = types.back()->optional;
    types.back()->optional = false;
    type.members = b.take_from(types, first);
    push_type(b, type);
  }
};

}  // namespace sdg::syntax
