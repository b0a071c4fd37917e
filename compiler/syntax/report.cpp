#include <fmt/format.h>

#include "compiler/syntax/builder.h"
#include "compiler/syntax/entry.h"
#include "grammar/message.h"
#include "grammar/stop.h"

// How a mistake is told.
namespace sdg::syntax {
namespace {

using diag::Code;

}  // namespace

void Builder::fail(const grammar::Message& message, const char* at) {
  const char* end = text_.data() + text_.size();
  const char* token = layout.token_end == nullptr ? at : layout.token_end;
  const char* next = grammar::skip_lines(token, end);
  report(Code::UnexpectedText, span(next, next == end ? next : next + 1), fmt::format("expected {}", message.expected));
  throw grammar::Stop{};
}

void report_missing_type(Builder& builder, const Name& parameter) {
  builder.report(Code::MissingType, parameter.span, fmt::format("the parameter `{}` has no type", parameter.text))
      .hints.push_back({fmt::format("write its type: `{}: string`", parameter.text),
                        {{builder.span(parameter.span.end, parameter.span.end), ": string"}}});
}

void report_unclosed_block(Builder& builder) {
  const Open open = builder.stacks.opens.back();
  builder.report(Code::UnclosedBracket, builder.span(open.begin, open.begin + open.length), "this `{` is never closed");
}

Name name_of_broken(const Builder& builder, std::uint32_t begin) {
  const Name& name = builder.lost_name;
  if (name.text.empty()) return {};
  const std::string_view text = builder.text();
  const char* end = text.data() + text.size();
  const char* first = text.data() + begin;
  const char* second = grammar::skip_blanks(grammar::end_of_word(first, end), end);
  const bool is_its_name = name.span.begin == begin || name.span.begin == builder.offset(second);
  return is_its_name ? name : Name{};
}

}  // namespace sdg::syntax
