#pragma once

#include "compiler/syntax/actions.h"
#include "compiler/syntax/build_type.h"
#include "compiler/syntax/entry.h"

// The lines inside the braces of generators, datasets and tests.
namespace sdg::syntax {

struct push_no_type {
  static void apply0(Builder& b) { b.stacks.types.push_back(nullptr); }
};
template <>
struct action<g::no_annotation> : push_no_type {};
template <>
struct action<g::no_result_type> : push_no_type {};

template <>
struct action<g::skip_value> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    const char* begin = g::skip_blanks(in.begin(), in.end());
    b.push_error(b.span(begin, in.end()));
  }
};

template <>
struct action<g::open_block> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    b.open(in.end() - 1, 1, b.stacks.fields.size());
    b.decl.header_end = b.offset(in.end());
  }
};
template <>
struct action<g::unclosed_block> {
  static void apply0(Builder& b) { report_unclosed_block(b); }
};
template <>
struct action<g::line_begin> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    b.line = {};
    b.line.begin = b.offset(in.begin());
    b.stacks.shares.clear();
  }
};

template <>
struct action<g::list_begin> {
  static void apply0(Builder& b) { b.open(b.text().data(), 0, b.stacks.values.size()); }
};
template <>
struct action<g::expr_list> {
  static void apply0(Builder& b) { b.line.list = b.take_from(b.stacks.values, b.close().items); }
};

// Generators

template <GeneratorLineKind Kind>
struct name_turn {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    b.line.turn = Kind;
    push_name::apply(in, b);
  }
};
template <>
struct action<g::model_line> : name_turn<GeneratorLineKind::Model> {};
template <>
struct action<g::system_line> : name_turn<GeneratorLineKind::System> {};
template <>
struct action<g::user_line> : name_turn<GeneratorLineKind::User> {};
template <>
struct action<g::assistant_line> : name_turn<GeneratorLineKind::Assistant> {};
template <>
struct action<g::messages_line> : name_turn<GeneratorLineKind::Messages> {};
template <>
struct action<g::reply_line> : name_turn<GeneratorLineKind::Reply> {};
template <>
struct action<g::attempts_line> : name_turn<GeneratorLineKind::Attempts> {};
template <>
struct action<g::turn> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    b.stacks.generator_lines.push_back({b.line.turn, span_of(in, b), b.pop_name(), b.pop()});
  }
};
template <>
struct action<g::setting> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    b.stacks.generator_lines.push_back({GeneratorLineKind::Setting, span_of(in, b), b.pop_name(), b.pop()});
  }
};
template <>
struct action<g::skip_generator_line> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    const Name name = name_of_broken(b, b.line.begin);
    b.stacks.generator_lines.push_back({GeneratorLineKind::Error, span_of(in, b), name, nullptr});
  }
};

// Datasets

template <typename In>
DatasetLine line_node(DatasetLineKind kind, const In& in, Builder& b) {
  DatasetLine line{};
  line.kind = kind;
  line.span = span_of(in, b);
  const char* begin = b.text().data() + line.span.begin;
  const char* end = b.text().data() + line.span.end;
  line.word = b.span(begin, g::is_word_start(*begin) ? g::end_of_word(begin, end) : begin);
  return line;
}

/// A column or a let: a name, perhaps a type, and a value.
template <DatasetLineKind Kind>
struct add_named_line {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    DatasetLine line = line_node(Kind, in, b);
    line.value = b.pop();
    line.type = Builder::take(b.stacks.types);
    line.name = b.pop_name();
    if (Kind == DatasetLineKind::Column) line.word = line.name.span;
    line.doc = b.docs(line.span.begin, line.span.end);
    b.stacks.dataset_lines.push_back(line);
  }
};
template <>
struct action<g::column> : add_named_line<DatasetLineKind::Column> {};
template <>
struct action<g::let_line> : add_named_line<DatasetLineKind::Let> {};

template <DatasetLineKind Kind>
struct add_value_line {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    DatasetLine line = line_node(Kind, in, b);
    line.value = b.pop();
    b.stacks.dataset_lines.push_back(line);
  }
};
template <>
struct action<g::seed_line> : add_value_line<DatasetLineKind::Seed> {};
template <>
struct action<g::keep_line> : add_value_line<DatasetLineKind::Keep> {};
template <>
struct action<g::budget_line> : add_value_line<DatasetLineKind::Budget> {};
template <>
struct action<g::output_line> : add_value_line<DatasetLineKind::Output> {};
template <>
struct action<g::spread_line> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    DatasetLine line = line_node(DatasetLineKind::Spread, in, b);
    line.word.end = line.word.begin + 3;
    line.value = b.pop();
    b.stacks.dataset_lines.push_back(line);
  }
};
template <>
struct action<g::shuffle_line> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    b.stacks.dataset_lines.push_back(line_node(DatasetLineKind::Shuffle, in, b));
  }
};
template <>
struct action<g::each_line> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    DatasetLine line = line_node(DatasetLineKind::Each, in, b);
    line.value = b.pop();
    line.name = b.pop_name();
    b.stacks.dataset_lines.push_back(line);
  }
};
template <>
struct action<g::key_line> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    DatasetLine line = line_node(DatasetLineKind::Key, in, b);
    line.list = b.line.list;
    b.stacks.dataset_lines.push_back(line);
  }
};
template <>
struct action<g::no_within> : push_no_value {};
template <>
struct action<g::by> {
  static void apply0(Builder& b) { b.line.by = b.line.list; }
};
template <>
struct action<g::rows_line> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    DatasetLine line = line_node(DatasetLineKind::Rows, in, b);
    line.second = b.pop();
    line.value = b.pop();
    line.by = b.line.by;
    b.stacks.dataset_lines.push_back(line);
  }
};
template <>
struct action<g::no_similar> : push_no_value {};
template <>
struct action<g::distinct_line> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    DatasetLine line = line_node(DatasetLineKind::Distinct, in, b);
    line.second = b.pop();
    line.list = b.line.list;
    b.stacks.dataset_lines.push_back(line);
  }
};
template <>
struct action<g::measure_line> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    DatasetLine line = line_node(DatasetLineKind::Measure, in, b);
    line.value = b.pop();
    line.name = b.pop_name();
    line.by = b.line.by;
    b.stacks.dataset_lines.push_back(line);
  }
};
template <>
struct action<g::share> {
  static void apply0(Builder& b) { b.stacks.shares.push_back({b.pop_name(), b.pop()}); }
};
template <>
struct action<g::split_line> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    DatasetLine line = line_node(DatasetLineKind::Split, in, b);
    line.shares = b.file.arena.copy(b.stacks.shares);
    line.by = b.line.by;
    b.stacks.dataset_lines.push_back(line);
  }
};
template <FailurePolicy Policy>
struct choose_policy {
  static void apply0(Builder& b) { b.line.policy = Policy; }
};
template <>
struct action<g::policy_drop> : choose_policy<FailurePolicy::Drop> {};
template <>
struct action<g::policy_keep> : choose_policy<FailurePolicy::Keep> {};
template <>
struct action<g::policy_stop> : choose_policy<FailurePolicy::Stop> {};
template <>
struct action<g::no_after> : push_no_value {};
template <>
struct action<g::failure_line> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    DatasetLine line = line_node(DatasetLineKind::OnFailure, in, b);
    line.second = b.pop();
    line.policy = b.line.policy;
    b.stacks.dataset_lines.push_back(line);
  }
};
template <>
struct action<g::skip_dataset_line> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    DatasetLine line = line_node(DatasetLineKind::Error, in, b);
    line.name = name_of_broken(b, b.line.begin);
    b.stacks.dataset_lines.push_back(line);
  }
};

// Tests

template <>
struct action<g::given_path_start> {
  static void apply0(Builder& b) { b.open(b.text().data(), 0, b.stacks.names.size() - 1); }
};
template <>
struct action<g::given_path_part> : push_name {};
template <>
struct action<g::given_path> {
  static void apply0(Builder& b) { b.line.path = take_path(b); }
};
template <>
struct action<g::open_given> : open_for<&Stacks::names> {};
template <>
struct action<g::given_params> {
  static void apply0(Builder& b) {
    b.line.params = take_path(b);
    b.line.has_params = true;
  }
};
template <>
struct action<g::given_line> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    TestLine line{};
    line.kind = TestLineKind::Given;
    line.span = span_of(in, b);
    line.path = b.line.path;
    line.params = b.line.params;
    line.has_params = b.line.has_params;
    line.value = b.pop();
    b.stacks.test_lines.push_back(line);
  }
};
template <>
struct action<g::expect_line> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    TestLine line{};
    line.kind = TestLineKind::Expect;
    line.span = span_of(in, b);
    line.value = b.pop();
    b.stacks.test_lines.push_back(line);
  }
};
template <>
struct action<g::binding> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    TestLine line{};
    line.kind = TestLineKind::Binding;
    line.span = span_of(in, b);
    line.name = b.pop_name();
    line.value = b.pop();
    b.stacks.test_lines.push_back(line);
  }
};
template <>
struct action<g::skip_test_line> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    TestLine line{};
    line.kind = TestLineKind::Error;
    line.span = span_of(in, b);
    line.name = name_of_broken(b, b.line.begin);
    b.stacks.test_lines.push_back(line);
  }
};

}  // namespace sdg::syntax
