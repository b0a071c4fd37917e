#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diag/sink.h"
#include "compiler/source/source_map.h"
#include "compiler/syntax/file.h"
#include "compiler/syntax/limits.h"
#include "compiler/syntax/segment.h"
#include "grammar/layout.hpp"

namespace sdg::grammar {
struct Message;
}

namespace sdg::syntax {

/// A bracket or quote that is open, and how long the lists were that it may add to.
struct Open {
  std::uint32_t begin = 0;
  std::uint32_t length = 1;
  std::uint32_t items = 0;
  std::uint32_t more_items = 0;
  bool flag = false;  // of a comprehension: it has an `if`
};

/// An infix sign that waits for its right side.
struct PendingOp {
  grammar::Infix infix;
  Span span;
};

/// What is under construction. All of it are stacks: an action takes what its rule's parts have put on top.
struct Stacks {
  std::vector<Open> opens;
  std::vector<PendingOp> ops;
  std::vector<const Expr*> values;
  std::vector<Name> names;
  std::vector<Item> items;
  std::vector<Entry> entries;
  std::vector<Arg> args;
  std::vector<Pattern> patterns;
  std::vector<Arm> arms;
  std::vector<Segment> segments;
  std::vector<TypeExpr*> types;  // marks and constraints are still added to the one on top
  std::vector<FieldDecl> fields;
  std::vector<ParamOfFunction> params;
  std::vector<DatasetInput> inputs;
  std::vector<Share> shares;
  std::vector<const Expr*> listed;
  std::vector<GeneratorLine> generator_lines;
  std::vector<DatasetLine> dataset_lines;
  std::vector<TestLine> test_lines;
};

/// How far everything had got at some place, to go back to after a mistake.
struct Mark {
  std::uint32_t opens, ops, values, names, items, entries, args, patterns, arms, segments, types, fields, params,
      inputs, shares, listed, generator_lines, dataset_lines, test_lines, exprs, decls;
};

/// The state that the actions of the grammar share: the tree as far as it is built, and the mistakes.
class Builder {
 public:
  Builder(const source::SourceFile& source, File& file, diag::DiagSink& diags);

  grammar::Layout layout;
  Stacks stacks;
  File& file;

  // Places
  std::uint32_t offset(const char* at) const { return static_cast<std::uint32_t>(at - text_.data()); }
  Span span(const char* begin, const char* end) const { return {file.id, offset(begin), offset(end)}; }
  Span span(std::uint32_t begin, std::uint32_t end) const { return {file.id, begin, end}; }
  std::string_view text() const { return text_; }
  std::string_view text(Span span) const { return text_.substr(span.begin, span.length()); }

  // Going back
  Mark mark() const;
  void restore(const Mark& mark);

  // Nodes
  template <class T>
  T node(Span span) const {
    T result{};
    result.kind = T::kKind;
    result.span = span;
    return result;
  }
  /// Gives the node its id, checks its height over `below` and makes it the value on top.
  template <class T>
  const T* push(T node, std::uint32_t below = 0) {
    node.height = below + 1;
    if (node.height > kMaxHeight) fail_too_high(node.span);
    node.id = file.first_expr + static_cast<ExprId>(file.exprs.size());
    const T* made = file.arena.make(node);
    file.exprs.push_back(made);
    stacks.values.push_back(made);
    return made;
  }
  const Expr* pop() { return take(stacks.values); }
  Name pop_name() { return take(stacks.names); }
  Name name(const char* begin, const char* end) const;
  void push_error(Span span) { push(node<ErrorExpr>(span)); }

  void open(const char* begin, std::uint32_t length, std::size_t items = 0, std::size_t more_items = 0);
  Open close() { return take(stacks.opens); }

  /// The last elements of a stack, from `begin` on, as a list of the tree.
  template <class T>
  std::span<const T> take_from(std::vector<T>& stack, std::size_t begin) {
    const std::span<const T> list = file.arena.copy(std::span<const T>(stack).subspan(begin));
    stack.resize(begin);
    return list;
  }
  template <class T>
  static T take(std::vector<T>& stack) {
    T last = stack.back();
    stack.pop_back();
    return last;
  }

  // Comments
  void add_comment(const char* begin, const char* end);
  /// The `##` lines above `begin` and the one behind `end`.
  std::string_view docs(std::uint32_t begin, std::uint32_t end);
  std::string_view file_docs();

  // Mistakes
  diag::Diagnostic& report(diag::Code code, Span span, std::string message, std::string label = {});
  /// Tells what was expected where matching stopped at `at`, and goes on at the next place to recover.
  [[noreturn]] void fail(const grammar::Message& message, const char* at);
  [[noreturn]] void fail_too_high(Span span);

  /// Of the declaration at hand, what its parts have found and no stack holds.
  struct DeclParts {
    std::uint32_t begin = 0;
    std::uint32_t header_end = 0;  // behind the `{` of its block, 0 where it has none
    std::span<const ParamOfFunction> params;
    std::span<const Name> path;
    const StringExpr* file = nullptr;
  };
  /// The same of the line at hand.
  struct LineParts {
    std::uint32_t begin = 0;
    std::span<const Expr* const> list;
    std::span<const Expr* const> by;
    std::span<const Name> path;
    std::span<const Name> params;
    bool has_params = false;
    FailurePolicy policy = FailurePolicy::Drop;
    GeneratorLineKind turn = GeneratorLineKind::Error;
  };
  DeclParts decl;
  LineParts line;
  /// The first name that the last `restore` gave up: what a broken line or declaration was to be called.
  Name lost_name;
  /// Up to here all was told as one mistake, such as the lines of a text that is never closed; null where nothing was.
  const char* told_until = nullptr;
  /// Behind the last `-` that turns the value after it; null where there was none.
  const char* sign_end = nullptr;
  /// A number that is an `int` with that sign only, until it is seen whether the sign turns it alone.
  const Expr* unsigned_smallest = nullptr;
  std::string scratch;

 private:
  Name name_above(const Mark& mark) const;

  std::string_view text_;
  diag::DiagSink& diags_;
  std::size_t errors_ = 0;
  const char* last_mistake_ = nullptr;
};

/// Thrown when a file has too many mistakes to go on.
struct TooManyErrors {
  Span span;  // of the first mistake that is not told
};

}  // namespace sdg::syntax
