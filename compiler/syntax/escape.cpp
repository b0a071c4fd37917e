#include "compiler/syntax/escape.h"

#include <charconv>

#include <fmt/format.h>

namespace sdg::syntax {
namespace {

using diag::Code;

constexpr char32_t kReplacement = 0xFFFD;

char32_t read_code_point(Builder& builder, Span span) {
  const std::string_view digits = builder.text(span).substr(3, span.length() - 4);
  std::uint32_t code = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
  const bool is_surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (error == std::errc() && code <= 0x10FFFF && !is_surrogate) return code;
  builder.report(Code::BadEscape, span, fmt::format("`{}` is not a code point of Unicode", builder.text(span)));
  return kReplacement;
}

void report_unknown_escape(Builder& builder, Span span) {
  const std::string_view written = builder.text(span);
  const std::string_view behind = written.substr(1);
  auto& diag = builder.report(Code::BadEscape, span, fmt::format("`{}` is not an escape", written));
  if (behind == "{" || behind == "}") {
    diag.hints.push_back(
        {fmt::format("write `{0}{0}` for a brace", behind), {{span, std::string(behind) + std::string(behind)}}});
  } else if (behind == "'" || behind == "/" || behind == "#" || behind == "%") {
    diag.hints.push_back({"this sign needs no backslash", {{span, std::string(behind)}}});
  } else {
    diag.notes.push_back("the escapes are `\\n`, `\\t`, `\\\"`, `\\\\` and `\\u{1F600}`");
    diag.hints.push_back({"double the backslash to print one", {{span, "\\" + std::string(written)}}});
  }
}

}  // namespace

char32_t read_escape(Builder& builder, Span span) {
  const std::string_view written = builder.text(span);
  if (written.starts_with("\\u{")) return read_code_point(builder, span);
  if (written.size() == 2) {
    switch (written[1]) {
      case 'n': return U'\n';
      case 't': return U'\t';
      case '"': return U'"';
      case '\\': return U'\\';
      default: break;
    }
  }
  report_unknown_escape(builder, span);
  return kReplacement;
}

void report_lone_brace(Builder& builder, Span span) {
  // A long string that is never closed takes the rest of the file for text, and its braces with it.
  const auto& opens = builder.stacks.opens;
  const bool is_long = !opens.empty() && opens.back().length == 3;
  if (is_long && builder.text().find("\"\"\"", span.end) == std::string_view::npos) return;
  builder.report(Code::LoneBrace, span, "this `}` closes nothing", "a brace that is printed is doubled")
      .hints.push_back({"write `}}`", {{span, "}}"}}});
}

void warn_of_dollar(Builder& builder, const Segment& interpolation) {
  if (interpolation.begin == 0 || builder.text()[interpolation.begin - 1] != '$') return;
  const Span dollar = builder.span(interpolation.begin - 1, interpolation.begin);
  if (interpolation.value->kind == ExprKind::Error) return;
  auto& diag =
      builder.report(Code::DollarBrace, dollar, "this `$` is printed before the value", "`{…}` interpolates by itself");
  diag.hints.push_back({"leave the sign out", {{dollar, ""}}});
  diag.notes.push_back("write `\\u{24}` where a dollar sign is meant");
}

}  // namespace sdg::syntax
