#include <fmt/format.h>

#include "runtime/eval/jinja_operators.h"
#include "runtime/eval/jinja_renderer.h"

namespace sdg::eval {
namespace {

// As Jinja's sandbox has it.
constexpr std::uint64_t kLongestRange = 100'000;

JinjaValue range(const JinjaArguments& given, JinjaTrouble& trouble) {
  for (const JinjaValue& argument : given.places) {
    if (!argument.is_whole())
      trouble.fail(fmt::format("'{}' object cannot be interpreted as an integer", argument.type_name()));
  }
  if (given.places.empty() || given.places.size() > 3) trouble.fail("range expected 1 to 3 arguments");
  if (trouble.failed()) return {};
  const bool has_start = given.places.size() > 1;
  const std::int64_t start = has_start ? given.places[0].whole() : 0, stop = given.places[has_start ? 1 : 0].whole();
  const std::int64_t step = given.places.size() > 2 ? given.places[2].whole() : 1;
  if (step == 0) trouble.fail("range() arg 3 must not be zero");
  if (trouble.failed()) return {};
  const bool is_empty = step > 0 ? start >= stop : start <= stop;
  const auto distance = step > 0 ? static_cast<std::uint64_t>(stop) - static_cast<std::uint64_t>(start)
                                 : static_cast<std::uint64_t>(start) - static_cast<std::uint64_t>(stop);
  const auto stride = step > 0 ? static_cast<std::uint64_t>(step) : 0 - static_cast<std::uint64_t>(step);
  const std::uint64_t count = is_empty ? 0 : (distance - 1) / stride + 1;
  if (count > kLongestRange) trouble.fail(fmt::format("a range is too long: at most {} numbers", kLongestRange));
  if (trouble.failed()) return {};
  JinjaItems numbers;
  for (std::uint64_t i = 0; i < count; ++i) {
    numbers.emplace_back(
        static_cast<std::int64_t>(static_cast<std::uint64_t>(start) + i * static_cast<std::uint64_t>(step)));
  }
  return JinjaValue::list(std::move(numbers));
}

/// `dict(other, a = 1)`
JinjaEntries entries_from(const JinjaArguments& given, JinjaTrouble& trouble) {
  JinjaEntries entries;
  if (!given.places.empty()) {
    if (given.places[0].is(JinjaKind::Dict)) {
      entries = given.places[0].entries();
    } else {
      for (const JinjaValue& pair : elements_of(given.places[0], trouble)) {
        const JinjaItems both = elements_of(pair, trouble);
        if (both.size() != 2) trouble.fail("dict takes pairs of a key and a value");
        if (trouble.failed()) break;
        entries.emplace_back(both[0], both[1]);
      }
    }
  }
  for (const auto& [name, value] : given.names) {
    const JinjaValue key(name);
    std::erase_if(entries, [&](const auto& entry) { return entry.first == key; });
    entries.emplace_back(key, value);
  }
  return entries;
}

/// Nothing at first, then its separator.
JinjaValue make_joiner(const JinjaArguments& given) {
  const JinjaValue separator = given.find(0, "sep").value_or(JinjaValue(std::string(", ")));
  return JinjaValue::function("Joiner",
                              [separator, used = std::make_shared<bool>(false)](const JinjaArguments&) {
                                return std::exchange(*used, true) ? separator : JinjaValue(std::string());
                              },
                              {separator});
}

/// One value after the other, over and over.
JinjaValue make_cycler(const JinjaArguments& given, JinjaTrouble& trouble) {
  if (given.places.empty()) trouble.fail("at least one item has to be provided");
  const auto place = std::make_shared<std::size_t>(0);
  const auto items = std::make_shared<const JinjaItems>(given.places);
  JinjaValue cycler = JinjaValue::function("Cycler", nullptr, given.places);
  cycler.object()->attribute = [items, place](std::string_view name) -> std::optional<JinjaValue> {
    if (items->empty()) return std::nullopt;
    if (name == "current") return (*items)[*place];
    if (name == "next") {
      return JinjaValue::function(
          "bound method Cycler.next",
          [items, place](const JinjaArguments&) {
            JinjaValue current = (*items)[*place];
            *place = (*place + 1) % items->size();
            return current;
          },
          *items);
    }
    if (name != "reset") return std::nullopt;
    return JinjaValue::function("bound method Cycler.reset", [place](const JinjaArguments&) {
      *place = 0;
      return JinjaValue();
    });
  };
  return cycler;
}

}  // namespace

JinjaValue JinjaRenderer::make_namespace(const JinjaArguments& given) {
  JinjaValue made = JinjaValue::dict(entries_from(given, trouble_));
  made.object()->kind = JinjaKind::Namespace;
  namespaces_.push_back(made.object());
  return made;
}

std::optional<JinjaValue> JinjaRenderer::global(std::string_view name) {
  const auto function = [&](auto make) {
    return JinjaValue::function(fmt::format("function {}", name),
                                [this, make](const JinjaArguments& given) { return make(given, trouble_); });
  };
  if (name == "range") return function(range);
  if (name == "namespace")
    return function([this](const JinjaArguments& given, JinjaTrouble&) { return make_namespace(given); });
  if (name == "cycler") return function(make_cycler);
  if (name == "joiner") return function([](const JinjaArguments& given, JinjaTrouble&) { return make_joiner(given); });
  if (name == "dict") {
    return function([](const JinjaArguments& given, JinjaTrouble& trouble) {
      return JinjaValue::dict(entries_from(given, trouble));
    });
  }
  if (name == "lipsum") {
    return function([](const JinjaArguments&, JinjaTrouble& trouble) {
      trouble.fail("`lipsum` would draw anew each time: draw in a column and hand that over");
      return JinjaValue();
    });
  }
  return std::nullopt;
}

}  // namespace sdg::eval
