#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "compiler/source/ascii.h"
#include "compiler/syntax/code_text.h"
#include "compiler/syntax/foreign_type.h"
#include "compiler/syntax/habit.h"
#include "grammar/resync.hpp"

// Values as other languages write them: slices, lambdas, variables of a shell.
namespace sdg::syntax {
namespace {

using diag::Code;
using grammar::Wanted;

std::string_view line_up_to(const Mistake& m, const char* end) {
  const char* begin = grammar::begin_of_line(m.file, end);
  return {begin, static_cast<std::size_t>(end - begin)};
}

/// `xs[0:2]`
bool tell_slice(const Mistake& m) {
  if (m.found != ":" || m.opener_sign() != '[') return false;
  const std::string_view inside = inside_bracket(m);
  const std::string_view before = line_up_to(m, m.file + m.opener()->begin);
  const std::string_view list = before.substr(begin_of_operand(before));
  const auto colon = find_outside(inside, ":");
  if (inside.empty() || list.empty() || colon == inside.npos) return false;
  const std::string_view first = trimmed(inside.substr(0, colon)), last = trimmed(inside.substr(colon + 1));
  const std::string meant =
      fmt::format("slice({}, {}{}{})", list, first.empty() ? "0" : first, last.empty() ? "" : ", ", last);
  m.builder.report(Code::ForeignOperator, m.span(), "there is no `:` in a subscript")
      .hints.push_back(
          replacing(fmt::format("write `{}`", meant), m.span(list.data(), inside.data() + inside.size() + 1), meant));
  return true;
}

/// The call whose last argument is the lambda: `map(xs, x => …)` and `map(lambda x: …, xs)` are comprehensions.
struct LambdaCall {
  std::string_view name, list, variable, body;
  const char* begin = nullptr;
  const char* end = nullptr;
};

/// `x => body` and `lambda x: body`.
bool read_lambda(std::string_view code, LambdaCall& call) {
  const bool is_python = find_outside(code, "lambda") == 0;
  const std::string_view sign = is_python ? ":" : "=>";
  const auto at = find_outside(code, sign);
  if (at == code.npos) return false;
  call.variable = trimmed(code.substr(is_python ? 6 : 0, at - (is_python ? 6 : 0)));
  if (call.variable.starts_with('(') && call.variable.ends_with(')'))
    call.variable = trimmed(call.variable.substr(1, call.variable.size() - 2));
  call.body = trimmed(code.substr(at + sign.size()));
  return is_plain_word(call.variable) && !call.body.empty();
}

bool read_lambda_call(const Mistake& m, LambdaCall& call) {
  if (m.opener_sign() != '(') return false;
  const std::string_view inside = inside_bracket(m);
  if (inside.empty()) return false;
  const auto args = split_at_commas(inside);
  const std::string_view before = line_up_to(m, m.file + m.opener()->begin);
  call.name = before.substr(begin_of_operand(before));
  call.begin = call.name.data();
  call.end = inside.data() + inside.size() + 1;
  const auto dot = call.name.rfind('.');
  if (dot != call.name.npos) {  // `xs.map(x => …)`
    call.list = call.name.substr(0, dot);
    call.name.remove_prefix(dot + 1);
    return args.size() == 1 && read_lambda(args[0], call);
  }
  if (args.size() != 2) return false;
  const bool comes_first = find_outside(args[0], "lambda") == 0 || find_outside(args[0], "=>") != args[0].npos;
  call.list = args[comes_first ? 1 : 0];
  return read_lambda(args[comes_first ? 0 : 1], call);
}

bool tell_lambda(const Mistake& m) {
  const bool is_python = m.last_word() == "lambda";
  if (!is_python && !(m.found == "=>" && (m.wanted() == Wanted::Closer || m.wanted() == Wanted::StatementEnd)))
    return false;
  const Span span = is_python ? m.span(m.last_end - 6, m.last_end) : m.span();
  auto& diag = m.builder.report(Code::ForeignOperator, span, "there are no functions without a name");
  LambdaCall call;
  const bool is_known = read_lambda_call(m, call) && is_one_of(call.name, {"map", "filter"});
  if (!is_known) {
    diag.hints.push_back(
        {"a list is gone through with `[f(x) for x in xs if c]`; sorted by a field with "
         "`sort(xs, by = \"field\")`",
         {}});
    return true;
  }
  const std::string meant = call.name == "map"
                                ? fmt::format("[{} for {} in {}]", call.body, call.variable, call.list)
                                : fmt::format("[{0} for {0} in {1} if {2}]", call.variable, call.list, call.body);
  diag.hints.push_back(replacing(fmt::format("write `{}`", meant), m.span(call.begin, call.end), meant));
  return true;
}

/// `[for x in xs : f(x) if c]`, as Terraform goes through a list.
bool tell_for_first(const Mistake& m) {
  const std::string_view inside = inside_bracket(m);
  if (m.found != "for" || m.opener_sign() != '[' || trimmed(inside).data() != m.next) return false;
  auto& diag =
      m.builder.report(Code::ForeignOperator, m.span(), "what is made of each element stands before its `for`");
  const std::string_view code = trimmed(inside);
  const auto in = find_outside(code, "in"), colon = find_outside(code, ":"), condition = find_outside(code, "if");
  const std::string_view name = in == code.npos ? "" : trimmed(code.substr(3, in - 3));
  const bool is_closed = inside.data() + inside.size() != m.end && inside.data()[inside.size()] == ']';
  if (!is_closed || !is_plain_word(name) || colon == code.npos || colon < in || condition < colon) {
    diag.hints.push_back({"write `[f(x) for x in xs if c]`", {}});
    return true;
  }
  const std::string_view made = trimmed(code.substr(0, condition).substr(colon + 1));
  const std::string meant = fmt::format("{} for {} in {}{}{}", made, name, trimmed(code.substr(in + 2, colon - in - 2)),
                                        condition == code.npos ? "" : " ", behind(code, condition));
  diag.hints.push_back(replacing(fmt::format("write `[{}]`", meant), span_of(m, code), meant));
  return true;
}

/// `[f(i, x) for i, x in enumerate(xs)]`
bool tell_loop_names(const Mistake& m) {
  const std::string_view code = m.opener_sign() == '[' ? inside_bracket(m) : "";
  const auto loop = find_outside(code, "for"), in = find_outside(code, "in", loop);
  if (loop == code.npos || in == code.npos) return false;
  const std::string_view names = trimmed(code.substr(loop + 3, in - loop - 3));
  const bool is_here = m.next >= names.data() && m.next < names.data() + names.size();
  if (!is_here || names.find(',') == names.npos) return false;
  auto& diag = m.builder.report(Code::ForeignOperator, span_of(m, names), "each element of a loop has one name");
  const std::string_view list = trimmed(code.substr(in + 2).substr(0, find_outside(code.substr(in + 2), "if")));
  const auto open = list.find('(');
  const bool is_paired = list.ends_with(')') && is_one_of(list.substr(0, open), {"enumerate", "zip"});
  const auto lists =
      is_paired ? split_at_commas(list.substr(open + 1, list.size() - open - 2)) : std::vector<std::string_view>{};
  if (lists.empty()) {
    diag.hints.push_back({fmt::format("name the whole element and read its parts: `for x in {}`", list), {}});
    return true;
  }
  std::string elements;
  for (const std::string_view one : lists) elements += fmt::format("{}`{}[i]`", elements.empty() ? "" : " and ", one);
  diag.hints.push_back(
      {fmt::format("go through the places, `for i in 0..length({}) - 1`, and read {}", lists[0], elements), {}});
  return true;
}

/// The value that `saying` is written behind: on its line, or on the one above.
const WhereExpr* where_before(const Mistake& m) {
  const auto& lines = m.builder.stacks.dataset_lines;
  const auto& values = m.builder.stacks.values;
  const bool is_below = m.wanted() == Wanted::DatasetLine && !lines.empty();
  const Expr* value = is_below ? lines.back().value : values.empty() ? nullptr : values.back();
  return value == nullptr ? nullptr : value->try_as<WhereExpr>();
}

/// `… retry 3 saying "no"`
bool tell_saying_last(const Mistake& m) {
  const WhereExpr* where = m.found == "saying" ? where_before(m) : nullptr;
  if (where == nullptr || where->saying || !where->retry) return false;
  auto& diag = m.builder.report(Code::UnexpectedText, m.span(), "`saying` stands before `retry`");
  const Span between = m.builder.span(where->condition->span.end, where->retry->span.begin);
  const auto word = m.builder.text(between).rfind("retry");
  const char* text = grammar::skip_blanks(m.next + m.found.size(), m.end);
  if (word == std::string_view::npos || text == m.end || *text != '"') return true;
  const char* const end = grammar::end_of_string(text, m.end);
  const char* const first = m.file + between.begin + word;
  const std::string_view retry = trimmed({first, static_cast<std::size_t>(m.next - first)});
  const std::string_view saying(m.next, static_cast<std::size_t>(end - m.next));
  const std::string meant = fmt::format("{} {}", saying, retry);
  diag.hints.push_back(replacing(fmt::format("write `{}`", meant), m.span(retry.data(), end), meant));
  return true;
}

/// `= return x`
bool tell_return(const Mistake& m) {
  if (m.last_word() != "return" || m.in_string() || m.found.empty()) return false;
  const Span span = m.span(m.last_end - 6, m.next);
  m.builder
      .report(Code::IfStatement, m.span(m.last_end - 6, m.last_end), "there is no `return` here",
              "what stands behind `=` is the value")
      .hints.push_back(replacing("leave it out", span, ""));
  return true;
}

/// `$KEY`
bool tell_dollar(const Mistake& m) {
  if (m.found != "$") return false;
  const bool braced = m.next + 1 != m.end && m.next[1] == '{';
  const char* begin = m.next + (braced ? 2 : 1);
  const std::string_view name = token_at(begin, m.end);
  auto& diag =
      m.builder.report(Code::UnexpectedText, m.span(), fmt::format("expected {}, found `$`", m.message.expected));
  if (!is_plain_word(name)) {
    diag.hints.push_back({"an amount of money is written `$2.50`; names have no sign", {}});
    return true;
  }
  const Span all = m.span(m.next, name.data() + name.size() + (braced ? 1 : 0));
  const std::string meant = m.in_string() ? std::string(name) : fmt::format("env(\"{}\")", name);
  diag.hints.push_back(replacing(
      m.in_string() ? "names have no sign" : fmt::format("a variable of the environment is `{}`", meant), all, meant));
  return true;
}

/// `api-key = …` and `decimals: 2` among the arguments of a call.
bool tell_argument(const Mistake& m) {
  if (m.wanted() != Wanted::Closer || m.opener_sign() != '(') return false;
  const std::string_view before = line_up_to(m, m.last_end);
  std::size_t begin = before.size();
  while (begin > 0 && (grammar::is_word_part(before[begin - 1]) || before[begin - 1] == '-')) --begin;
  std::string name(before.substr(begin));
  const bool has_dash = name.find('-') != name.npos;
  if (!(m.found == "=" && has_dash) && !(m.found == ":" && is_plain_word(name))) return false;
  std::ranges::replace(name, '-', '_');
  m.builder.report(Code::UnexpectedText, m.span(), fmt::format("expected {}, found `{}`", m.message.expected, m.found))
      .hints.push_back(replacing(fmt::format("an argument is named like this: `{} = …`", name),
                                 m.span(before.data() + begin, m.next + 1), name + " ="));
  return true;
}

/// What makes a value one of this type, as SQL names it; empty where nothing does.
std::string_view meant_conversion(std::string_view type) {
  const std::string lowered = source::lowered(type);
  for (const std::string_view own : {"string", "int", "float", "bool"})
    if (lowered == own) return own;
  return meant_type_name(lowered);
}

/// `cast(x as text)`
bool tell_cast(const Mistake& m) {
  if (source::lowered(m.found) != "as" || m.opener_sign() != '(') return false;
  const std::string_view before = line_up_to(m, m.file + m.opener()->begin);
  if (before.size() < 4 || source::lowered(before.substr(before.size() - 4)) != "cast") return false;
  const std::string_view inside = inside_bracket(m);
  const std::string_view type = token_at(grammar::skip_blanks(m.next + m.found.size(), m.end), m.end);
  const std::string_view function = meant_conversion(type);
  if (function.empty()) return false;
  const char* first = m.file + m.opener()->begin;
  const std::string_view value = trimmed({first + 1, static_cast<std::size_t>(m.next - first - 1)});
  const std::string meant = fmt::format("{}({})", function, value);
  m.builder.report(Code::ForeignOperator, m.span(), "there is no `cast`")
      .hints.push_back(
          replacing(fmt::format("write `{}`", meant), m.span(first - 4, inside.data() + inside.size() + 1), meant));
  return true;
}

/// `x::text`
bool add_cast_hint(const Mistake& m, diag::Diagnostic& diag) {
  const std::string_view type = token_at(m.next + 2, m.end);
  const std::string_view function = meant_conversion(type);
  if (function.empty()) return false;
  const std::string_view before = line_up_to(m, m.last_end);
  const std::string_view value = before.substr(begin_of_operand(before));
  const std::string meant = fmt::format("{}({})", function, value);
  diag.hints.push_back(
      replacing(fmt::format("write `{}`", meant), m.span(value.data(), type.data() + type.size()), meant));
  return true;
}

bool tell_operator(const Mistake& m) {
  if (m.found == "===" || m.found == "!==" || m.found == "<>") {
    const std::string_view meant = m.found == "===" ? "==" : "!=";
    m.builder.report(Code::ForeignOperator, m.span(), fmt::format("`{}` is written `{}`", m.found, meant))
        .hints.push_back(replacing(fmt::format("write `{}`", meant), m.span(), std::string(meant)));
    return true;
  }
  if (begins_line(m.wanted())) return false;
  if (!is_one_of(m.found, {"**", "++", "--", "+=", "-=", "*=", "/=", "^", "~", "<<", ">>", "?.", "::"})) return false;
  auto& diag = m.builder.report(Code::ForeignOperator, m.span(), fmt::format("there is no operator `{}`", m.found));
  if (m.found == "**" || m.found == "^") diag.hints.push_back({"a power is written out: `x * x`", {}});
  if (m.found == "::" && !add_cast_hint(m, diag)) diag.hints.push_back(replacing("write `.`", m.span(), "."));
  if (m.found == "?." && is_plain_word(token_at(m.next + 2, m.end))) {
    const std::string_view before = line_up_to(m, m.last_end);
    const std::string_view object = before.substr(begin_of_operand(before));
    const std::string_view field = token_at(m.next + 2, m.end);
    const std::string meant = fmt::format("({0}.{1} when {0} != null)", object, field);
    diag.hints.push_back(
        replacing(fmt::format("ask first: `{}`", meant), m.span(object.data(), field.data() + field.size()), meant));
  }
  return true;
}

}  // namespace

std::span<const Habit> value_habits() {
  static constexpr Habit kHabits[] = {tell_operator,   tell_cast,        tell_slice,  tell_lambda, tell_for_first,
                                      tell_loop_names, tell_saying_last, tell_return, tell_dollar, tell_argument};
  return kHabits;
}

}  // namespace sdg::syntax
