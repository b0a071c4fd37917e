#include "compiler/plan/jinja.h"

#include <algorithm>
#include <array>

namespace sdg::plan {
namespace {

constexpr std::array kFilterNames{
#define SDG_JINJA_FILTER(Name, names, arguments) std::string_view(names),
#include "compiler/plan/jinja_filters.def"
#undef SDG_JINJA_FILTER
};
constexpr std::array kFilterArguments{
#define SDG_JINJA_FILTER(Name, names, arguments) std::string_view(arguments),
#include "compiler/plan/jinja_filters.def"
#undef SDG_JINJA_FILTER
};
constexpr std::array kTestNames{
#define SDG_JINJA_TEST(Name, names, arguments) std::string_view(names),
#include "compiler/plan/jinja_tests.def"
#undef SDG_JINJA_TEST
};
constexpr std::array<std::size_t, kTestNames.size()> kTestArguments{
#define SDG_JINJA_TEST(Name, names, arguments) arguments,
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

template <std::size_t Count>
std::optional<std::uint8_t> find(const std::array<std::string_view, Count>& table, std::string_view name) {
  for (std::size_t i = 0; i < Count; ++i) {
    const auto names = words(table[i]);
    if (std::ranges::find(names, name) != names.end()) return static_cast<std::uint8_t>(i);
  }
  return {};
}

template <std::size_t Count>
std::vector<std::string_view> all_names(const std::array<std::string_view, Count>& table) {
  std::vector<std::string_view> all;
  for (const auto names : table) std::ranges::copy(words(names), std::back_inserter(all));
  return all;
}

}  // namespace

std::optional<JinjaFilter> find_jinja_filter(std::string_view name) {
  const auto found = find(kFilterNames, name);
  return found ? std::optional(static_cast<JinjaFilter>(*found)) : std::nullopt;
}

std::optional<JinjaTest> find_jinja_test(std::string_view name) {
  const auto found = find(kTestNames, name);
  return found ? std::optional(static_cast<JinjaTest>(*found)) : std::nullopt;
}

std::vector<std::string_view> jinja_filter_names() { return all_names(kFilterNames); }
std::vector<std::string_view> jinja_test_names() { return all_names(kTestNames); }

std::optional<std::vector<std::string_view>> arguments_of(JinjaFilter filter) {
  const auto arguments = kFilterArguments[static_cast<std::size_t>(filter)];
  if (arguments == "*") return std::nullopt;
  return words(arguments);
}

std::size_t argument_count(JinjaTest test) { return kTestArguments[static_cast<std::size_t>(test)]; }

std::string place_in(const JinjaTemplate& jinja, source::Span span) {
  const auto next = std::ranges::upper_bound(jinja.line_begins, span.begin);
  return jinja.path + ":" + std::to_string(next - jinja.line_begins.begin());
}

}  // namespace sdg::plan
