#include "compiler/format/hang.h"
#include "compiler/format/printer.h"

// The lines inside the braces of generators, datasets and tests.
namespace sdg::format {

template <class Line>
void Printer::block(std::span<const Line> lines) {
  word("{");
  page_.begin_block();
  for (const Line& one : lines) {
    if (&one != &lines.back() && is_read_again(one.span, (&one + 1)->span)) continue;
    lead({.line = true, .keeps_blank_line = true, .indent = 1});
    const Hang inside(hang_, 2);
    line(one);
  }
  lead({.line = !lines.empty(), .keeps_blank_line = true, .closes = true});
  token("}");
}

template void Printer::block(std::span<const syntax::GeneratorLine> lines);
template void Printer::block(std::span<const syntax::DatasetLine> lines);
template void Printer::block(std::span<const syntax::TestLine> lines);

void Printer::line(const syntax::GeneratorLine& line) {
  using enum syntax::GeneratorLineKind;
  switch (line.kind) {
    case Error: return copy(line.span);
    case Setting:
      copy(line.name);
      sign(line.span.begin, false);
      return assigned(*line.value);
    case Model:
    case System:
    case User:
    case Assistant:
    case Messages:
    case Reply:
    case Attempts:
      copy(line.name);
      space();
      return expr(*line.value);
  }
}

void Printer::line(const syntax::DatasetLine& line) {
  using enum syntax::DatasetLineKind;
  if (line.kind != Error && line.kind != Column) copy(line.word);
  switch (line.kind) {
    case Error: return copy(line.span);
    case Column: copy(line.name); return column_or_let(line);
    case Let: name(line.name); return column_or_let(line);
    case Spread: return expr(*line.value);
    case Each: name(line.name); return clause("in", line.value);
    case Key: return exprs(line.list);
    case Shuffle: return;
    case Seed:
    case Budget:
    case Output: space(); return expr(*line.value);
    case Rows:
      space();
      expr(*line.value);
      clause("within", line.second);
      return by(line.by);
    case Keep: return clause("when", line.value);
    case Distinct: exprs(line.list); return clause("similar", line.second);
    case Measure:
      name(line.name);
      sign(line.span.begin, false);
      assigned(*line.value);
      return by(line.by);
    case Split: return split(line);
    case OnFailure: return failure(line);
  }
}

void Printer::column_or_let(const syntax::DatasetLine& line) {
  annotation(line.type);
  sign(line.span.begin, line.type != nullptr);
  assigned(*line.value);
}

void Printer::split(const syntax::DatasetLine& line) {
  for (const syntax::Share& share : line.shares) {
    if (&share == &line.shares.front()) {
      space();
    } else {
      token(",");
      space_or_line();
    }
    copy(share.name);
    word("=");
    assigned(*share.value);
  }
  by(line.by);
}

void Printer::failure(const syntax::DatasetLine& line) {
  word("failure");
  switch (line.policy) {
    case syntax::FailurePolicy::Drop: word("drop"); break;
    case syntax::FailurePolicy::Keep: word("keep"); break;
    case syntax::FailurePolicy::Stop: word("stop"); break;
  }
  clause("after", line.second);
}

void Printer::line(const syntax::TestLine& line) {
  using enum syntax::TestLineKind;
  switch (line.kind) {
    case Error: return copy(line.span);
    case Given: return given(line);
    case Expect:
      token("expect");
      space();
      return expr(*line.value);
    case Binding:
      copy(line.name);
      sign(line.span.begin, false);
      return assigned(*line.value);
  }
}

void Printer::given(const syntax::TestLine& line) {
  token("given");
  space();
  path(line.path);
  if (line.has_params) {
    token("(");
    for (const syntax::Name& param : line.params) {
      if (&param != &line.params.front()) {
        token(",");
        space();
      }
      copy(param);
    }
    token(")");
  }
  sign(line.span.begin, false);
  assigned(*line.value);
}

void Printer::exprs(std::span<const syntax::Expr* const> list) {
  for (const syntax::Expr* const& one : list) {
    if (&one == &list.front()) {
      space();
    } else {
      token(",");
      space_or_line();
    }
    expr(*one);
  }
}

void Printer::by(std::span<const syntax::Expr* const> list) {
  if (list.empty()) return;
  word("by");
  exprs(list);
}

void Printer::clause(std::string_view word, const syntax::Expr* value) {
  if (value == nullptr) return;
  this->word(word);
  space();
  expr(*value);
}

void Printer::assigned(const syntax::Expr& value) {
  space_or_line();
  expr(value);
}

}  // namespace sdg::format
