#pragma once

#include "compiler/syntax/actions.h"
#include "compiler/syntax/heights.h"

// `match`: its patterns and arms.
namespace sdg::syntax {

template <>
struct action<g::match_open> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    b.open(in.end() - 1, 1, b.stacks.arms.size(), b.stacks.patterns.size());
  }
};
template <>
struct action<g::any_pattern> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    b.stacks.patterns.push_back({PatternKind::Any, span_of(in, b), nullptr, nullptr});
  }
};
template <>
struct action<g::literal_pattern> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    const Expr* literal = b.pop();
    const auto* string = literal->try_as<StringExpr>();
    if (string != nullptr && !string->is_plain()) {
      b.report(diag::Code::NotPlainString, literal->span, "a pattern cannot interpolate",
               "a pattern is known before the run");
    }
    b.stacks.patterns.push_back({PatternKind::Literal, span_of(in, b), literal, nullptr});
  }
};
template <>
struct action<g::no_pattern_last> : push_no_value {};
template <>
struct action<g::range_pattern> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    const Expr* last = b.pop();
    const Expr* first = b.pop();
    b.stacks.patterns.push_back({PatternKind::Range, span_of(in, b), first, last});
  }
};
template <>
struct action<g::open_range_pattern> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    b.stacks.patterns.push_back({PatternKind::Range, span_of(in, b), nullptr, b.pop()});
  }
};
template <>
struct action<g::fat_arrow> {
  static void apply0(Builder& b) {
    const auto patterns = b.take_from(b.stacks.patterns, b.stacks.opens.back().more_items);
    b.stacks.arms.push_back({patterns, nullptr, patterns.front().span});
  }
};
template <>
struct action<g::arm> {
  static void apply0(Builder& b) {
    Arm& arm = b.stacks.arms.back();
    arm.value = b.pop();
    arm.span = source::join(arm.span, arm.value->span);
  }
};
template <>
struct action<g::match_value> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    const Open open = b.close();
    auto node = b.node<MatchExpr>(span_of(in, b));
    node.arms = b.take_from(b.stacks.arms, open.items);
    node.subject = b.pop();
    b.push(node, std::max(highest_of(node.arms), height(node.subject)));
  }
};

}  // namespace sdg::syntax
