#include <algorithm>
#include <charconv>
#include <numeric>
#include <vector>

#include <fmt/format.h>

#include "compiler/syntax/code_text.h"
#include "compiler/syntax/habit.h"
#include "grammar/resync.hpp"

// Lines of a block whose first word is right and whose rest is another language's.
namespace sdg::syntax {
namespace {

using diag::Code;
using grammar::Wanted;

bool begins_with(const Mistake& m, std::string_view word) { return find_outside(code_before(m), word) == 0; }

/// `each q of questions`, `each questions as q`
bool tell_each(const Mistake& m) {
  if (!is_one_of(m.found, {"of", "as"}) || !begins_with(m, "each")) return false;
  auto& diag =
      m.builder.report(Code::UnexpectedText, m.span(), fmt::format("expected `in` and a list, found `{}`", m.found));
  if (m.found == "of") {
    diag.hints.push_back(replacing("write `in`", m.span(), "in"));
    return true;
  }
  const std::string_view list = trimmed(behind(code_before(m), 4));
  const std::string_view name = token_at(grammar::skip_blanks(m.next + 2, m.end), m.end);
  if (list.empty() || !is_plain_word(name)) return true;
  const std::string meant = fmt::format("{} in {}", name, list);
  diag.hints.push_back(
      replacing(fmt::format("write `each {}`", meant), m.span(list.data(), name.data() + name.size()), meant));
  return true;
}

/// `distinct by text`, `measure m = mean(x) group by y`
bool tell_filler(const Mistake& m) {
  if (m.last_word() == "by" && trimmed(code_before(m)) == "distinct by") {
    const char* word = m.last_end - 2;
    m.builder.report(Code::UnexpectedText, m.span(word, m.last_end), "there is no `by` here")
        .hints.push_back(replacing("leave it out", m.span(word, m.next), ""));
    return true;
  }
  const char* behind_word = grammar::skip_blanks(m.next + m.found.size(), m.end);
  if (m.found != "group" || !begins_with(m, "measure") || token_at(behind_word, m.end) != "by") return false;
  m.builder.report(Code::UnexpectedText, m.span(), "groups are told with `by` alone")
      .hints.push_back(replacing("leave `group` out", m.span(m.next, behind_word), ""));
  return true;
}

/// The numbers of a text that has nothing else but signs between them.
std::vector<double> numbers_in(std::string_view text) {
  std::vector<double> numbers;
  for (const char* at = text.data(); at != text.data() + text.size();) {
    double number = 0;
    const auto read = std::from_chars(at, text.data() + text.size(), number);
    if (read.ec == std::errc()) numbers.push_back(number);
    if (read.ec != std::errc() && std::string_view(" /,:[]()%").find(*at) == std::string_view::npos) return {};
    at = read.ec == std::errc() ? read.ptr : at + 1;
  }
  return numbers;
}

/// `split 80/20`
bool tell_nameless_split(const Mistake& m) {
  if (trimmed(code_before(m)) != "split" || m.found.empty()) return false;
  const std::string_view written = first_line(code_from(m));
  const std::vector<double> numbers = numbers_in(written);
  const double sum = std::accumulate(numbers.begin(), numbers.end(), 0.0);
  const bool is_known = (numbers.size() == 2 || numbers.size() == 3) && (sum == 100 || sum == 1);
  if (numbers.empty()) return false;
  auto& diag = m.builder.report(Code::UnexpectedText, m.span(), "each part of a split has a name");
  const auto names = numbers.size() == 2 ? std::vector<std::string_view>{"train", "test"}
                                         : std::vector<std::string_view>{"train", "validation", "test"};
  std::string meant = is_known ? "" : "train = 0.9, test = 0.1";
  for (std::size_t i = 0; is_known && i < numbers.size(); ++i)
    meant += fmt::format("{}{} = {:g}", i == 0 ? "" : ", ", names[i], numbers[i] / sum);
  diag.hints.push_back(replacing(fmt::format("write `split {}`", meant), span_of(m, written), meant));
  return true;
}

/// `on error skip`
bool tell_on_error(const Mistake& m) {
  if (trimmed(code_before(m)) != "on" || !is_one_of(m.found, {"error", "errors", "fail", "failures", "exception"}))
    return false;
  const std::string_view policy = token_at(grammar::skip_blanks(m.next + m.found.size(), m.end), m.end);
  const std::string_view meant = is_one_of(policy, {"keep", "null", "none", "fill"})             ? "keep"
                                 : is_one_of(policy, {"stop", "abort", "fail", "raise", "exit"}) ? "stop"
                                                                                                 : "drop";
  const Span all = m.span(m.next, policy.empty() ? m.next + m.found.size() : policy.data() + policy.size());
  m.builder.report(Code::UnexpectedText, m.span(), fmt::format("expected `failure`, found `{}`", m.found))
      .hints.push_back(replacing(fmt::format("write `on failure {}`", meant), all, fmt::format("failure {}", meant)));
  return true;
}

/// `measure mean(score)`
bool tell_nameless_measure(const Mistake& m) {
  if (m.wanted() != Wanted::Equals || m.found != "(" || !begins_with(m, "measure")) return false;
  const std::string_view code = code_from(m);
  const auto close = behind_closer(code, 0);
  std::string_view of = close == code.npos ? std::string_view() : trimmed(code.substr(1, close - 2));
  of.remove_prefix(of.rfind('.') == of.npos ? 0 : of.rfind('.') + 1);
  const std::string name = fmt::format("{}_{}", m.last_word(), is_plain_word(of) ? of : "of_all");
  const char* word = m.last_end - m.last_word().size();
  m.builder.report(Code::MissingEquals, m.span(word, m.last_end), "a measure has a name")
      .hints.push_back(replacing("give it one", m.span(word, word), name + " = "));
  return true;
}

/// `output "a.jsonl", "a.csv"`
bool tell_second_output(const Mistake& m) {
  if (m.found != "," || !begins_with(m, "output") || m.in_string()) return false;
  const char* behind_comma = grammar::skip_blanks(m.next + 1, m.end);
  m.builder.report(Code::UnexpectedText, m.span(), "each output has a line of its own")
      .hints.push_back(replacing("begin a new line", m.span(m.next, behind_comma), "\n  output "));
  return true;
}

/// `x = await ask(…)`
bool tell_await(const Mistake& m) {
  const std::string_view word = m.last_word();
  if (!is_one_of(word, {"await", "new"}) || !is_plain_word(m.found) || m.in_string()) return false;
  const char* begin = m.last_end - word.size();
  m.builder.report(Code::ForeignOperator, m.span(begin, m.last_end), fmt::format("there is no `{}` here", word))
      .hints.push_back(replacing("leave it out", m.span(begin, m.next), ""));
  return true;
}

/// `user: "…"` in a generator, `key: p.id` where what is behind the colon is no type
bool tell_colon_of_line(const Mistake& m) {
  const std::string_view word = trimmed(code_before(m));
  if (m.found != ":" || !is_one_of(word, {"user", "system", "assistant", "model", "reply", "attempts", "messages"}))
    return false;
  m.builder.report(Code::UnexpectedText, m.span(), fmt::format("`{}` is a line of its own, without `:`", word))
      .hints.push_back(replacing("leave it out", m.span(), ""));
  return true;
}

/// `ask("…") retry 3`
bool tell_lonely_retry(const Mistake& m) {
  if (m.wanted() != Wanted::StatementEnd || !is_one_of(m.found, {"retry", "saying"})) return false;
  if (find_outside(code_before(m), "where") != std::string_view::npos) return false;
  m.builder
      .report(Code::UnexpectedText, m.span(), fmt::format("`{}` belongs to a `where` before it", m.found),
              "there is no condition that could reject the value")
      .hints.push_back(
          {fmt::format("write `… where length(it) > 3 {} …`; a model's `retries` are those of transport", m.found),
           {}});
  return true;
}

/// `try:`, which looks like a column without its type, and the lines that belong to it.
bool tell_try(const Mistake& m) {
  std::string_view word = m.found;
  if (m.wanted() == Wanted::Type && m.at_line_end) {
    const std::string_view line = first_line(m.builder.text().substr(m.builder.line.begin));
    word = line.ends_with(':') ? line.substr(0, line.size() - 1) : "";
  } else if (m.wanted() != Wanted::DatasetLine) {
    return false;
  }
  if (!is_one_of(word, {"try", "except", "catch", "finally"})) return false;
  const auto is_told = [&m](const DatasetLine& line) {
    return line.kind == DatasetLineKind::Error && m.builder.text(line.span).starts_with("try");
  };
  if (std::ranges::any_of(m.builder.stacks.dataset_lines, is_told)) return true;
  m.builder.report(Code::ForeignDeclaration, span_of(m, word), fmt::format("there is no `{}` here", word))
      .hints.push_back(
          {"a row of which a value fails is left out, and with `on failure keep` written with null in its place", {}});
  return true;
}

}  // namespace

std::span<const Habit> line_habits() {
  static constexpr Habit kHabits[] = {
      tell_each,  tell_filler,        tell_nameless_split, tell_on_error,     tell_nameless_measure,
      tell_await, tell_colon_of_line, tell_second_output,  tell_lonely_retry, tell_try};
  return kHabits;
}

}  // namespace sdg::syntax
