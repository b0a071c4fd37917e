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
}

Mark Builder::mark() const {
  const Stacks& s = stacks;
  return {size_of(s.opens),   size_of(s.ops),     size_of(s.values),   size_of(s.names),  size_of(s.items),
          size_of(s.entries), size_of(s.args),    size_of(s.patterns), size_of(s.arms),   size_of(s.segments),
          size_of(s.types),   size_of(s.fields),  size_of(s.params),   size_of(s.inputs), size_of(s.shares),
          size_of(s.listed),  size_of(file.exprs)};
}

void Builder::restore(const Mark& mark) {
  Stacks& s = stacks;
  lost_name = s.names.size() > mark.names ? s.names[mark.names] : Name{};
  s.opens.resize(mark.opens);
  s.ops.erase(s.ops.begin() + mark.ops, s.ops.end());
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
  // What was given up has no id: ids stay dense.
  file.exprs.resize(mark.exprs);
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
