#pragma once

#include "compiler/syntax/builder.h"
#include "compiler/syntax/literal.h"
#include "grammar/messages.hpp"

// What the actions of all parts of the grammar share. Each part is compiled on its own; where one needs an expression
// or a type of another, its action calls the function that part gives.
namespace sdg::syntax {

namespace g = sdg::grammar;
namespace peg = tao::pegtl;

using Input = peg::memory_input<peg::tracking_mode::lazy>;

/// The expression at the input's place, made the value on top; false where none begins there.
bool match_expr(Input& in, Builder& builder);
/// The same without `where` and `when`.
bool match_disjunction(Input& in, Builder& builder);

/// Tells the mistake of a rule that had to match.
template <typename Rule>
struct control : peg::normal<Rule> {
  template <typename In>
  [[noreturn]] static void raise(const In& in, Builder& builder) {
    static_assert(g::message<Rule>.code != 0, "this rule is matched with `must` and needs a message");
    builder.fail(g::message<Rule>, in.current());
  }
};

template <typename Rule>
struct action : peg::nothing<Rule> {};

template <>
struct action<g::comment> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    b.add_comment(in.begin(), in.end());
  }
};

/// Puts the name that was matched on the stack.
struct push_name {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    b.stacks.names.push_back(b.name(in.begin(), in.end()));
  }
};
template <>
struct action<g::name> : push_name {};

/// Stands for a part that was left out.
struct push_no_value {
  static void apply0(Builder& b) { b.stacks.values.push_back(nullptr); }
};

template <typename In>
Span span_of(const In& in, const Builder& b) {
  return b.span(in.begin(), in.end());
}

struct push_true {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    auto node = b.node<BoolExpr>(span_of(in, b));
    node.value = true;
    b.push(node);
  }
};
struct push_false {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    b.push(b.node<BoolExpr>(span_of(in, b)));
  }
};
struct push_signed_number {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    push_number(b, in.begin(), in.end());
  }
};
template <>
struct action<g::true_literal> : push_true {};
template <>
struct action<g::false_literal> : push_false {};
template <>
struct action<g::signed_number> : push_signed_number {};

/// Remembers the bracket whose sign ends the match; what its list will be made of begins at the top of `Stack`.
struct open_plain {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    b.open(in.end() - 1, 1);
  }
};
template <auto Stack>
struct open_for {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    b.open(in.end() - 1, 1, (b.stacks.*Stack).size());
  }
};
struct close_bracket {
  static void apply0(Builder& b) { b.close(); }
};
template <>
struct action<g::open_paren> : open_plain {};
template <>
struct action<g::open_bracket> : open_plain {};

}  // namespace sdg::syntax
