#include "compiler/plan/regex.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace sdg::plan {
namespace {

constexpr std::size_t kMostGroups = 64;

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

std::string copy(const re2::StringPiece& text) { return {text.data() ? text.data() : "", text.size()}; }

}  // namespace

Result<Regex> Regex::compile(std::string_view pattern) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  auto compiled = std::make_shared<const re2::RE2>(piece(pattern), options);
  if (!compiled->ok()) return Failure{compiled->error()};
  return Regex(std::move(compiled));
}

std::size_t Regex::group_count() const { return static_cast<std::size_t>(compiled_->NumberOfCapturingGroups()); }

bool Regex::found_in(std::string_view text) const { return re2::RE2::PartialMatch(piece(text), *compiled_); }

std::vector<std::string> Regex::find_all(std::string_view text) const {
  std::vector<std::string> matches;
  re2::StringPiece groups[2];
  const int wanted = compiled_->NumberOfCapturingGroups() > 0 ? 2 : 1;
  for (std::size_t at = 0; at <= text.size();) {
    if (!compiled_->Match(piece(text), at, text.size(), re2::RE2::UNANCHORED, groups, wanted)) break;
    matches.push_back(copy(groups[wanted - 1]));
    const auto end = static_cast<std::size_t>(groups[0].data() - text.data()) + groups[0].size();
    at = groups[0].empty() ? end + 1 : end;  // an empty match would be found again for ever
  }
  return matches;
}

std::vector<std::string> Regex::first_match(std::string_view text) const {
  const auto count =
      std::min<std::size_t>(static_cast<std::size_t>(compiled_->NumberOfCapturingGroups()) + 1, kMostGroups);
  std::vector<re2::StringPiece> groups(count);
  if (!compiled_->Match(piece(text), 0, text.size(), re2::RE2::UNANCHORED, groups.data(), static_cast<int>(count))) {
    return {};
  }
  std::vector<std::string> texts;
  for (const auto& group : groups) texts.push_back(copy(group));
  return texts;
}

Result<std::string> Regex::replace_all(std::string_view text, std::string_view replacement) const {
  std::string error;
  if (!compiled_->CheckRewriteString(piece(replacement), &error)) return Failure{error};
  std::string replaced(text);
  re2::RE2::GlobalReplace(&replaced, *compiled_, piece(replacement));
  return replaced;
}

}  // namespace sdg::plan
