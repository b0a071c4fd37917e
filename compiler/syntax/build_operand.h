#pragma once

#include "compiler/syntax/actions.h"
#include "compiler/syntax/habits.h"
#include "compiler/syntax/heights.h"

// Literals, names, lists and records.
namespace sdg::syntax {

template <>
struct action<g::null_literal> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    b.push(b.node<NullExpr>(span_of(in, b)));
  }
};
template <>
struct action<g::it_value> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    b.push(b.node<ItExpr>(span_of(in, b)));
  }
};
template <>
struct action<g::number> : push_signed_number {};
template <>
struct action<g::money> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    push_money(b, in.begin(), in.end());
  }
};
template <>
struct action<g::regex> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    push_regex(b, in.begin(), in.end());
  }
};
template <>
struct action<g::plain_string> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    push_plain_string(b, in.begin(), in.end());
  }
};
template <>
struct action<g::name_value> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    auto node = b.node<NameExpr>(span_of(in, b));
    node.name = b.name(in.begin(), in.end());
    if (push_foreign_literal(b, node.name)) return;
    b.push(node);
  }
};
template <>
struct action<g::paren> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    b.close();
    auto node = b.node<ParenExpr>(span_of(in, b));
    node.inner = b.pop();
    b.push(node, height(node.inner));
  }
};

// Lists and records

template <>
struct action<g::open_list> : open_for<&Stacks::items> {};
template <>
struct action<g::spread_item> {
  static void apply0(Builder& b) { b.stacks.items.push_back({b.pop(), true}); }
};
template <>
struct action<g::plain_item> {
  static void apply0(Builder& b) { b.stacks.items.push_back({b.pop(), false}); }
};
struct make_list {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    const Open open = b.close();
    auto node = b.node<ListExpr>(b.span(open.begin, b.offset(in.end())));
    node.items = b.take_from(b.stacks.items, open.items);
    b.push(node, highest_of(node.items));
  }
};
template <>
struct action<g::empty_list> : make_list {};
template <>
struct action<g::list_rest> : make_list {};
template <>
struct action<g::loop_if> {
  static void apply0(Builder& b) { b.stacks.opens.back().flag = true; }
};
template <>
struct action<g::comprehension> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    const Open open = b.close();
    auto node = b.node<ComprehensionExpr>(b.span(open.begin, b.offset(in.end())));
    node.condition = open.flag ? b.pop() : nullptr;
    node.list = b.pop();
    node.element = b.pop_name();
    const Item body = Builder::take(b.stacks.items);
    node.body = body.value;
    if (body.spread) {
      b.report(diag::Code::UnexpectedText, body.value->span, "`...` cannot stand before `for`",
               "one element for each of the list");
    }
    b.push(node, highest(node.body, node.list, node.condition));
  }
};

template <>
struct action<g::open_record> : open_for<&Stacks::entries> {};
template <>
struct action<g::word_key> : push_name {};
/// `{0: "neg"}`: what stands in a file, where a number is a text like any other.
template <>
struct action<g::number_key> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    const Span span = span_of(in, b);
    b.stacks.names.push_back({b.text(span), span, true});
  }
};
template <>
struct action<g::string_key> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    const Span span = span_of(in, b);
    b.stacks.names.push_back({b.text(span).substr(1, span.length() - 2), span, true});
  }
};
template <>
struct action<g::spread_entry> {
  static void apply0(Builder& b) { b.stacks.entries.push_back({{}, b.pop(), true}); }
};
template <>
struct action<g::keyed_entry> {
  static void apply0(Builder& b) { b.stacks.entries.push_back({b.pop_name(), b.pop(), false}); }
};
template <>
struct action<g::record> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    const Open open = b.close();
    auto node = b.node<RecordExpr>(span_of(in, b));
    node.entries = b.take_from(b.stacks.entries, open.items);
    b.push(node, highest_of(node.entries));
  }
};

}  // namespace sdg::syntax
