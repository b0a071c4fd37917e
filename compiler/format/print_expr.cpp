#include "compiler/format/printer.h"

// Expressions. Literals and strings are copied; where a line may be broken, it is where the author broke it.
namespace sdg::format {

void Printer::expr(const syntax::Expr& expr) {
  using enum syntax::ExprKind;
  switch (expr.kind) {
    case Error:
    case Null:
    case Bool:
    case Int:
    case Float:
    case Money:
    case Duration:
    case Regex:
    case String:
    case Name:
    case It: return copy(expr.span);
    case List: return list(expr.as<syntax::ListExpr>());
    case Record: return record(expr.as<syntax::RecordExpr>());
    case Comprehension: return comprehension(expr.as<syntax::ComprehensionExpr>());
    case Paren: return paren(expr.as<syntax::ParenExpr>());
    case Call: this->expr(*expr.as<syntax::CallExpr>().callee); return args(expr.as<syntax::CallExpr>().args);
    case Pipe: return pipe(expr.as<syntax::PipeExpr>());
    case Field:
      this->expr(*expr.as<syntax::FieldExpr>().object);
      glue_or_line();
      token(".");
      return copy(expr.as<syntax::FieldExpr>().field);
    case Subscript:
      this->expr(*expr.as<syntax::SubscriptExpr>().object);
      token("[");
      this->expr(*expr.as<syntax::SubscriptExpr>().index);
      return token("]");
    case Unary: return unary(expr.as<syntax::UnaryExpr>());
    case Binary: return binary(expr.as<syntax::BinaryExpr>());
    case Range:
      this->expr(*expr.as<syntax::RangeExpr>().first);
      token("..");
      return this->expr(*expr.as<syntax::RangeExpr>().last);
    case When: return when(expr.as<syntax::WhenExpr>());
    case Where: return where(expr.as<syntax::WhereExpr>());
    case Match: return match(expr.as<syntax::MatchExpr>());
  }
}

void Printer::spread_or(bool spread, const syntax::Expr& value) {
  if (spread) token("...");
  expr(value);
}

void Printer::list(const syntax::ListExpr& list) {
  std::vector<Entry> entries;
  for (const syntax::Item& item : list.items) {
    entries.push_back(
        {item.value->span.begin, item.value->span.end, [this, &item] { spread_or(item.spread, *item.value); }});
  }
  this->list(kSquare, entries);
}

void Printer::record(const syntax::RecordExpr& record) {
  std::vector<Entry> entries;
  for (const syntax::Entry& entry : record.entries) {
    const std::uint32_t begin = entry.spread ? entry.value->span.begin : entry.key.span.begin;
    entries.push_back({begin, entry.value->span.end, [this, &entry] { record_entry(entry); }});
  }
  list(kRecord, entries);
}

void Printer::record_entry(const syntax::Entry& entry) {
  if (!entry.spread) {
    copy(entry.key);
    token(":");
    space_or_line();
  }
  spread_or(entry.spread, *entry.value);
}

void Printer::comprehension(const syntax::ComprehensionExpr& comprehension) {
  const auto print = [this, &comprehension] {
    expr(*comprehension.body);
    space_or_line();
    token("for");
    name(comprehension.element);
    clause("in", comprehension.list);
    part("if", comprehension.condition);
  };
  list(kLoop, {{comprehension.body->span.begin, comprehension.span.end, print}});
}

void Printer::paren(const syntax::ParenExpr& paren) {
  list(kGroup, {{paren.inner->span.begin, paren.inner->span.end, [this, &paren] { expr(*paren.inner); }}});
}

void Printer::args(std::span<const syntax::Arg> args) {
  std::vector<Entry> entries;
  for (const syntax::Arg& one : args) {
    const std::uint32_t begin = one.name.text.empty() ? one.value->span.begin : one.name.span.begin;
    entries.push_back({begin, one.value->span.end, [this, &one] { arg(one); }});
  }
  list(kParens, entries);
}

void Printer::arg(const syntax::Arg& arg) {
  if (arg.name.text.empty()) return spread_or(arg.spread, *arg.value);
  const bool begins_line = page_.at_line_begin();
  copy(arg.name);
  // In a row of arguments no column could be shared.
  if (!begins_line) return body(*arg.value);
  sign(arg.name.span.begin, false);
  assigned(*arg.value);
}

void Printer::pipe(const syntax::PipeExpr& pipe) {
  expr(*pipe.value);
  space_or_line();
  token("|");
  space_or_line();
  expr(*pipe.callee);
  if (pipe.has_parens) args(pipe.args);
}

void Printer::unary(const syntax::UnaryExpr& unary) {
  if (unary.op == syntax::UnaryOp::Minus) {
    token("-");
  } else {
    token("not");
    space_or_line();
  }
  expr(*unary.operand);
}

void Printer::binary(const syntax::BinaryExpr& binary) {
  expr(*binary.left);
  space_or_line();
  if (binary.op == syntax::BinaryOp::NotIn) {
    token("not");
    word("in");
  } else {
    copy(binary.op_span);
  }
  space_or_line();
  expr(*binary.right);
}

void Printer::part(std::string_view word, const syntax::Expr* value) {
  if (value == nullptr) return;
  space_or_line();
  token(word);
  space_or_line();
  expr(*value);
}

void Printer::when(const syntax::WhenExpr& when) {
  expr(*when.value);
  part("when", when.condition);
  part("else", when.otherwise);
}

void Printer::where(const syntax::WhereExpr& where) {
  expr(*where.value);
  part("where", where.condition);
  part("saying", where.saying);
  part("retry", where.retry);
}

void Printer::match(const syntax::MatchExpr& match) {
  token("match");
  space();
  expr(*match.subject);
  space();
  std::vector<Entry> entries;
  for (const syntax::Arm& one : match.arms) {
    entries.push_back({one.span.begin, one.value->span.end, [this, &one] { arm(one); }});
  }
  list(kArms, entries);
}

void Printer::arm(const syntax::Arm& arm) {
  for (const syntax::Pattern& one : arm.patterns) {
    if (&one != &arm.patterns.front()) {
      space_or_line();
      token("|");
      space_or_line();
    }
    pattern(one);
  }
  word("=>");
  assigned(*arm.value);
}

void Printer::pattern(const syntax::Pattern& pattern) {
  if (pattern.kind != syntax::PatternKind::Range) return copy(pattern.span);
  if (pattern.first != nullptr) copy(pattern.first->span);
  token("..");
  if (pattern.last != nullptr) copy(pattern.last->span);
}

}  // namespace sdg::format
