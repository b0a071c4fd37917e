#include "compiler/prompt/version.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <tuple>
#include <vector>

namespace sdg::prompt {
namespace {

// More digits are a date or a digest, and one more than the largest number must still be a number.
constexpr std::size_t kMostDigits = 18;

std::optional<std::uint64_t> read_number(std::string_view text) {
  std::uint64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_whole = !text.empty() && read.ec == std::errc() && read.ptr == text.data() + text.size();
  const bool has_zeros = text.size() > 1 && text[0] == '0';
  return is_whole && !has_zeros && text.size() <= kMostDigits ? std::optional(number) : std::nullopt;
}

std::vector<std::string_view> split_at_dots(std::string_view text) {
  std::vector<std::string_view> parts;
  while (true) {
    const auto end = std::min(text.find('.'), text.size());
    parts.push_back(text.substr(0, end));
    if (end == text.size()) return parts;
    text.remove_prefix(end + 1);
  }
}

bool is_pre_release(std::string_view text) {
  constexpr std::string_view kSigns = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-.";
  return !text.empty() && text.find_first_not_of(kSigns) == std::string_view::npos;
}

/// Numbers by size and before words, words by their letters.
bool is_identifier_before(std::string_view a, std::string_view b) {
  const auto first = read_number(a), second = read_number(b);
  if (first && second) return *first < *second;
  return first || second ? first.has_value() : a < b;
}

bool is_pre_release_before(const std::string& a, const std::string& b) {
  if (a.empty() || b.empty()) return !a.empty() && b.empty();
  return std::ranges::lexicographical_compare(split_at_dots(a), split_at_dots(b), is_identifier_before);
}

auto numbers(const Version& version) { return std::tie(version.major, version.minor, version.patch); }

}  // namespace

std::string Version::text() const {
  return fmt::format("{}.{}.{}{}{}", major, minor, patch, pre_release.empty() ? "" : "-", pre_release);
}

std::optional<PartialVersion> parse_partial_version(std::string_view text) {
  PartialVersion partial;
  text = text.substr(0, text.find('+'));
  const auto dash = text.find('-');
  if (dash != std::string_view::npos) {
    if (!is_pre_release(text.substr(dash + 1))) return std::nullopt;
    partial.version.pre_release = text.substr(dash + 1);
    text = text.substr(0, dash);
  }
  const std::array<std::uint64_t*, 3> places{&partial.version.major, &partial.version.minor, &partial.version.patch};
  for (const std::string_view part : split_at_dots(text)) {
    const auto number = read_number(part);
    if (!number || partial.numbers == places.size()) return std::nullopt;
    *places[partial.numbers++] = *number;
  }
  return partial;
}

std::optional<Version> parse_version(std::string_view text) {
  const auto partial = parse_partial_version(text);
  return partial && partial->numbers == 3 ? std::optional(partial->version) : std::nullopt;
}

bool is_before(const Version& a, const Version& b) {
  if (numbers(a) != numbers(b)) return numbers(a) < numbers(b);
  return is_pre_release_before(a.pre_release, b.pre_release);
}

}  // namespace sdg::prompt
