#include "compiler/syntax/builder.h"

#include "grammar/stop.h"

namespace sdg::syntax {
namespace {

std::uint32_t size_of(const auto& stack) { return static_cast<std::uint32_t>(stack.size()); }

}  // namespace

Builder::Builder(const source::SourceFile& source, File& into, diag::DiagSink& diags)
    : file(into), text_(source.text()), diags_(diags) {
  layout.max_depth = kMaxNesting;
  layout.max_strings = kMaxStrings;
  // One expression in a dozen bytes is what programs have: growing costs a copy of all of them.
  constexpr std::size_t kBytesPerExpr = 12;
  constexpr std::size_t kTreeBytesPerByte = 8;
  file.arena.expect(text_.size() * kTreeBytesPerByte);
  file.exprs.reserve(text_.size() / kBytesPerExpr);
}

Mark Builder::mark() const {
  const Stacks& s = stacks;
  return {size_of(s.opens),
          size_of(s.ops),
          size_of(s.values),
          size_of(s.names),
          size_of(s.items),
          size_of(s.entries),
          size_of(s.args),
          size_of(s.patterns),
          size_of(s.arms),
          size_of(s.segments),
          size_of(s.types),
          size_of(s.fields),
          size_of(s.params),
          size_of(s.inputs),
          size_of(s.shares),
          size_of(s.listed),
          size_of(s.generator_lines),
          size_of(s.dataset_lines),
          size_of(s.test_lines),
          size_of(file.exprs),
          size_of(file.decls)};
}

Name Builder::name_above(const Mark& mark) const {
  const Stacks& s = stacks;
  // What was whole and is given up for what follows it on its line has taken its name from the stack.
  if (file.decls.size() > mark.decls) return file.decls[mark.decls]->name;
  if (s.dataset_lines.size() > mark.dataset_lines) return s.dataset_lines[mark.dataset_lines].name;
  return s.names.size() > mark.names ? s.names[mark.names] : Name{};
}

void Builder::restore(const Mark& mark) {
  Stacks& s = stacks;
  lost_name = name_above(mark);
  s.opens.resize(mark.opens);
  s.ops.resize(mark.ops);
  s.values.resize(mark.values);
  s.names.resize(mark.names);
  s.items.resize(mark.items);
  s.entries.resize(mark.entries);
  s.args.resize(mark.args);
  s.patterns.resize(mark.patterns);
  s.arms.resize(mark.arms);
  s.segments.resize(mark.segments);
  s.types.resize(mark.types);
  s.fields.resize(mark.fields);
  s.params.resize(mark.params);
  s.inputs.resize(mark.inputs);
  s.shares.resize(mark.shares);
  s.listed.resize(mark.listed);
  s.generator_lines.resize(mark.generator_lines);
  s.dataset_lines.resize(mark.dataset_lines);
  s.test_lines.resize(mark.test_lines);
  unsigned_smallest = nullptr;
  // What was given up has no id: ids stay dense.
  file.exprs.resize(mark.exprs);
  file.decls.resize(mark.decls);
}

Name Builder::name(const char* begin, const char* end) const {
  const Span place = span(begin, end);
  if (*begin == '`') return {text_.substr(place.begin + 1, place.length() - 2), place, true};
  return {text(place), place, false};
}

void Builder::open(const char* begin, std::uint32_t length, std::size_t items, std::size_t more_items) {
  stacks.opens.push_back(
      {offset(begin), length, static_cast<std::uint32_t>(items), static_cast<std::uint32_t>(more_items), false});
}

diag::Diagnostic& Builder::report(diag::Code code, Span place, std::string message, std::string label) {
  if (!diag::is_warning(code) && ++errors_ > kMaxErrors) throw TooManyErrors{place};
  return diags_.report(code, place, std::move(message), std::move(label));
}

void Builder::fail_too_high(Span place) {
  report(diag::Code::TooDeep, place, "this expression is built of too many parts",
         "more than 1000 operators, one on top of the other")
      .hints.push_back({"name a part of it with `let` or a `function`", {}});
  throw grammar::Stop{};
}

}  // namespace sdg::syntax
