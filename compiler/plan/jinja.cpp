#include "compiler/plan/jinja.h"

#include <algorithm>
#include <span>

namespace sdg::plan {
namespace {

constexpr JinjaWord kFilters[] = {
#define SDG_JINJA_FILTER(Name, names, arguments, doc, example) {names, arguments, doc, example},
#include "compiler/plan/jinja_filters.def"
#undef SDG_JINJA_FILTER
};
constexpr JinjaWord kTests[] = {
#define SDG_JINJA_TEST(Name, names, arguments, doc, example) {names, arguments == 0 ? "" : "other", doc, example},
#include "compiler/plan/jinja_tests.def"
#undef SDG_JINJA_TEST
};

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> found;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    found.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return found;
}

std::optional<std::uint8_t> find(std::span<const JinjaWord> table, std::string_view name) {
  for (std::size_t i = 0; i < table.size(); ++i) {
    const auto names = words(table[i].names);
    if (std::ranges::find(names, name) != names.end()) return static_cast<std::uint8_t>(i);
  }
  return {};
}

std::vector<std::string_view> all_names(std::span<const JinjaWord> table) {
  std::vector<std::string_view> all;
  for (const JinjaWord& word : table) std::ranges::copy(words(word.names), std::back_inserter(all));
  return all;
}

}  // namespace

std::span<const JinjaWord> jinja_filters() { return kFilters; }
std::span<const JinjaWord> jinja_tests() { return kTests; }

std::optional<JinjaFilter> find_jinja_filter(std::string_view name) {
  const auto found = find(kFilters, name);
  return found ? std::optional(static_cast<JinjaFilter>(*found)) : std::nullopt;
}

std::optional<JinjaTest> find_jinja_test(std::string_view name) {
  const auto found = find(kTests, name);
  return found ? std::optional(static_cast<JinjaTest>(*found)) : std::nullopt;
}

std::vector<std::string_view> jinja_filter_names() { return all_names(kFilters); }
std::vector<std::string_view> jinja_test_names() { return all_names(kTests); }

std::optional<std::vector<std::string_view>> arguments_of(JinjaFilter filter) {
  const auto arguments = kFilters[static_cast<std::size_t>(filter)].arguments;
  if (arguments == "*") return std::nullopt;
  return words(arguments);
}

std::size_t argument_count(JinjaTest test) { return kTests[static_cast<std::size_t>(test)].arguments.empty() ? 0 : 1; }

std::string place_in(const JinjaTemplate& jinja, source::Span span) {
  const auto next = std::ranges::upper_bound(jinja.line_begins, span.begin);
  return jinja.path + ":" + std::to_string(next - jinja.line_begins.begin());
}

}  // namespace sdg::plan
