#include "compiler/diag/suggestion.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace sdg::diag {
namespace {

/// Nobody mistypes a name of this length; comparing two of them would take its square.
constexpr std::size_t kLongestName = 200;

char lower(char c) { return 'A' <= c && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool equal_but_for_case(std::string_view a, std::string_view b) { return std::ranges::equal(a, b, {}, lower, lower); }

/// How many letters have to be put in, left out, exchanged or swapped with their neighbour to make `b` of `a`.
std::size_t slips_between(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1), last(b.size() + 1), current(b.size() + 1);
  for (std::size_t column = 0; column <= b.size(); ++column) last[column] = column;
  for (std::size_t row = 1; row <= a.size(); ++row) {
    current[0] = row;
    for (std::size_t column = 1; column <= b.size(); ++column) {
      const std::size_t exchanged = last[column - 1] + (a[row - 1] == b[column - 1] ? 0 : 1);
      current[column] = std::min({last[column] + 1, current[column - 1] + 1, exchanged});
      const bool swapped = row > 1 && column > 1 && a[row - 1] == b[column - 2] && a[row - 2] == b[column - 1];
      if (swapped) current[column] = std::min(current[column], before_last[column - 2] + 1);
    }
    std::swap(before_last, last);
    std::swap(last, current);
  }
  return last[b.size()];
}

/// Names of one letter are one slip apart and still have nothing in common.
bool have_something_in_common(std::string_view a, std::string_view b, std::size_t slips) {
  return slips < std::max(a.size(), b.size());
}

bool is_identifier(std::string_view name) {
  const auto is_letter = [](char c) { return c == '_' || ('a' <= lower(c) && lower(c) <= 'z'); };
  const auto is_inner = [&](char c) { return is_letter(c) || ('0' <= c && c <= '9'); };
  return !name.empty() && is_letter(name.front()) && std::ranges::all_of(name, is_inner);
}

}  // namespace

std::optional<std::string_view> closest(std::string_view written, std::span<const std::string_view> candidates) {
  const auto same = std::ranges::find_if(candidates, [&](auto name) { return equal_but_for_case(written, name); });
  if (same != candidates.end()) return *same;
  if (written.size() > kLongestName) return std::nullopt;

  // A third of the name may be wrong: beyond that, the suggestion is a guess and reads like one.
  const auto most_slips = std::max<std::size_t>(1, written.size() / 3);
  std::optional<std::pair<std::size_t, std::string_view>> best;
  for (const auto name : candidates) {
    if (name.size() > written.size() + most_slips) continue;
    const auto slips = slips_between(written, name);
    if (slips > most_slips || !have_something_in_common(written, name, slips)) continue;
    if (!best || std::pair(slips, name) < *best) best = {slips, name};
  }
  if (!best) return std::nullopt;
  return best->second;
}

std::optional<Hint> did_you_mean(std::string_view written, source::Span place,
                                 std::span<const std::string_view> candidates) {
  const auto name = closest(written, candidates);
  if (!name) return std::nullopt;
  auto as_written = is_identifier(*name) ? std::string(*name) : fmt::format("`{}`", *name);
  return Hint{fmt::format("there is `{}`", *name), {{place, std::move(as_written)}}};
}

}  // namespace sdg::diag
