#include "compiler/prompt/constraint.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace sdg::prompt {
namespace {

/// The first version after all that agree in the first `count` numbers.
Version after(const Version& version, std::size_t count) {
  if (count == 1) return {version.major + 1, 0, 0, {}};
  if (count == 2) return {version.major, version.minor + 1, 0, {}};
  return {version.major, version.minor, version.patch + 1, {}};
}

/// `^`: the first number that is not 0 stays, and all before it.
std::size_t kept_by_caret(const PartialVersion& from) {
  if (from.version.major > 0 || from.numbers == 1) return 1;
  return from.version.minor > 0 || from.numbers == 2 ? 2 : 3;
}

std::vector<std::string_view> split(std::string_view text, std::string_view signs) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find_first_of(signs, begin), text.size());
    if (end > begin) parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

/// `>= 1.0` as one word.
std::string without_blanks_behind_signs(std::string_view text) {
  std::string joined;
  for (const char sign : text) {
    const bool is_behind_sign = !joined.empty() && std::string_view("<>=!~^").find(joined.back()) != std::string::npos;
    if (sign != ' ' || !is_behind_sign) joined += sign;
  }
  return joined;
}

}  // namespace

Result<Constraint> Constraint::parse(std::string_view text) {
  Constraint constraint;
  for (const std::string_view choice : split(text, "|")) {
    Bounds bounds;
    const std::string joined = without_blanks_behind_signs(choice);
    for (const std::string_view part : split(joined, ", ")) {
      if (!add_part(part, bounds)) return Failure{fmt::format("`{}` is no constraint on a version", part)};
    }
    if (!bounds.empty()) constraint.choices_.push_back(std::move(bounds));
  }
  if (constraint.choices_.empty()) return Failure{"a constraint names at least one version, or is `*`"};
  return constraint;
}

void Constraint::add_range(const PartialVersion& from, std::size_t kept, Bounds& bounds) {
  bounds.push_back({Sign::GreaterEqual, from.version});
  bounds.push_back({Sign::Less, after(from.version, kept)});
}

bool Constraint::add_part(std::string_view part, Bounds& bounds) {
  if (part == "*") {
    bounds.push_back({Sign::GreaterEqual, {}});
    return true;
  }
  const bool is_compatible = part.starts_with("~=");
  const bool is_caret = part.starts_with("^"), is_tilde = part.starts_with("~") && !is_compatible;
  const bool is_wild = part.ends_with(".*");
  if (!is_compatible && !is_caret && !is_tilde && !is_wild) return add_compared(part, bounds);
  part.remove_prefix(is_compatible ? 2 : is_caret || is_tilde ? 1 : 0);
  if (is_wild) part.remove_suffix(2);
  const auto from = parse_partial_version(part);
  if (!from || (is_wild && from->numbers == 3)) return false;
  if (is_caret) {
    add_range(*from, kept_by_caret(*from), bounds);
  } else if (is_compatible) {
    add_range(*from, from->numbers > 2 ? 2 : 1, bounds);
  } else {
    add_range(*from, is_wild ? from->numbers : std::min<std::size_t>(from->numbers, 2), bounds);
  }
  return true;
}

bool Constraint::add_compared(std::string_view part, Bounds& bounds) {
  constexpr std::array<std::pair<std::string_view, Sign>, 8> kSigns{{{"==", Sign::Equal},
                                                                     {"!=", Sign::NotEqual},
                                                                     {"<=", Sign::LessEqual},
                                                                     {">=", Sign::GreaterEqual},
                                                                     {"<", Sign::Less},
                                                                     {">", Sign::Greater},
                                                                     {"=", Sign::Equal},
                                                                     {"", Sign::Equal}}};
  const auto* sign = std::ranges::find_if(kSigns, [&](const auto& known) { return part.starts_with(known.first); });
  const auto version = parse_partial_version(part.substr(sign->first.size()));
  if (version) bounds.push_back({sign->second, version->version});
  return version.has_value();
}

bool Constraint::holds(const Bound& bound, const Version& version) {
  switch (bound.sign) {
    case Sign::Equal: return version == bound.version;
    case Sign::NotEqual: return !(version == bound.version);
    case Sign::Less: return is_before(version, bound.version);
    case Sign::LessEqual: return !is_before(bound.version, version);
    case Sign::Greater: return is_before(bound.version, version);
    case Sign::GreaterEqual: return !is_before(version, bound.version);
  }
  return false;
}

bool Constraint::allows(const Version& version) const {
  return std::ranges::any_of(choices_, [&](const Bounds& bounds) {
    const bool is_named = std::ranges::any_of(
        bounds, [&](const Bound& bound) { return bound.sign == Sign::Equal && bound.version == version; });
    return (version.is_stable() || is_named) &&
           std::ranges::all_of(bounds, [&](const Bound& bound) { return holds(bound, version); });
  });
}

}  // namespace sdg::prompt
