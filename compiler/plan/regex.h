#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/source/result.h"

namespace re2 {
class RE2;
}

namespace sdg::plan {

/// A compiled regular expression (RE2: linear time, no recursion). Cheap to copy, safe in several threads.
class Regex {
 public:
  static Result<Regex> compile(std::string_view pattern);

  std::size_t group_count() const;
  /// Whether it is found anywhere; `^` and `$` tie it to the ends.
  bool found_in(std::string_view text) const;
  /// All matches, or their first group where the pattern has one.
  std::vector<std::string> find_all(std::string_view text) const;
  /// The groups of the first match, the whole match first; empty where nothing is found.
  std::vector<std::string> first_match(std::string_view text) const;
  /// Every match replaced; `\1` to `\9` in `replacement` are groups, `\0` the whole match.
  Result<std::string> replace_all(std::string_view text, std::string_view replacement) const;

 private:
  explicit Regex(std::shared_ptr<const re2::RE2> compiled) : compiled_(std::move(compiled)) {}
  std::shared_ptr<const re2::RE2> compiled_;
};

}  // namespace sdg::plan
