#include <fmt/format.h>

#include "compiler/plan/regex.h"
#include "compiler/sema/checker.h"

namespace sdg::sema {

using diag::Code;

namespace {

/// What other engines have and a run in linear time cannot.
bool looks_around(std::string_view pattern) {
  for (const std::string_view sign : {"(?=", "(?!", "(?<=", "(?<!"}) {
    if (pattern.find(sign) != pattern.npos) return true;
  }
  return false;
}

std::string_view remedy(std::string_view pattern, std::string_view why) {
  if (looks_around(pattern)) return "there is no look-ahead and no look-behind: match what stands around it too";
  if (why.find(')') != why.npos) return "a bracket that is text has a backslash: `\\(`";
  if (why.find(']') != why.npos) return "a bracket that is text has a backslash: `\\[`";
  if (why.find("repetition") != why.npos) return "a sign that is text has a backslash: `\\*`, `\\+`, `\\?`";
  return "what is allowed is the syntax of RE2";
}

}  // namespace

std::optional<std::size_t> Checker::check_regex(source::Span span, std::string_view pattern) {
  const auto compiled = plan::Regex::compile(pattern);
  if (compiled) return compiled->group_count();
  const std::string& why = compiled.failure().message;
  error(Code::BadRegex, span, fmt::format("this regular expression cannot be read: {}", why))
      .hints.push_back({std::string(remedy(pattern, why)), {}});
  return std::nullopt;
}

}  // namespace sdg::sema
