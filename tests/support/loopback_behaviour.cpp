#include "tests/support/loopback_behaviour.h"

#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

namespace sdg::test {
namespace {

template <class Number>
std::optional<Number> number(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<std::chrono::microseconds> milliseconds(std::string_view text) {
  const auto value = number<double>(text);
  if (!value) return std::nullopt;
  return std::chrono::microseconds(static_cast<std::int64_t>(*value * 1000));
}

std::optional<Rate> rate_of(std::string_view text) {
  if (text.ends_with('%')) {
    const auto percent = number<double>(text.substr(0, text.size() - 1));
    if (!percent) return std::nullopt;
    return Rate{static_cast<std::uint64_t>(*percent * 10'000), 1'000'000};
  }
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto hits = number<std::uint64_t>(text.substr(0, slash));
  const auto of = number<std::uint64_t>(text.substr(slash + 1));
  if (!hits || !of || *of == 0 || *hits > *of) return std::nullopt;
  return Rate{*hits, *of};
}

bool set_latency(Behaviour& behaviour, std::string_view value) {
  const auto dots = value.find("..");
  const auto low = milliseconds(value.substr(0, dots));
  const auto high = dots == std::string_view::npos ? low : milliseconds(value.substr(dots + 2));
  if (!low || !high || *low > *high) return false;
  behaviour.latency_min = *low;
  behaviour.latency_max = *high;
  return true;
}

bool set_scripts(Behaviour& behaviour, std::string_view value) {
  const auto list = nlohmann::json::parse(value, nullptr, false);
  if (!list.is_array()) return false;
  std::vector<Script> scripts;
  for (const auto& entry : list) {
    if (!entry.is_object() || !entry.contains("when") || !entry.contains("replies")) return false;
    scripts.push_back({entry["when"].get<std::string>(), entry["replies"].get<std::vector<std::string>>()});
    if (scripts.back().replies.empty()) return false;
  }
  behaviour.scripts = std::move(scripts);
  return true;
}

bool set_fault(Behaviour& behaviour, std::string_view name, std::string_view value) {
  const auto rate = rate_of(value);
  if (!rate) return false;
  for (std::size_t i = 0; i < kFaults; ++i) {
    if (option_of(static_cast<Fault>(i)) != name) continue;
    behaviour.faults[i] = *rate;
    return true;
  }
  return false;
}

template <class Field>
bool set_number(Field& field, std::string_view value) {
  const auto parsed = number<int>(value);
  if (!parsed || *parsed < 0) return false;
  field = Field(*parsed);
  return true;
}

bool set_known(Behaviour& behaviour, std::string_view name, std::string_view value) {
  if (name == "latency") return set_latency(behaviour, value);
  if (name == "retry-after") return set_number(behaviour.retry_after_seconds, value);
  if (name == "slow-ms") return set_number(behaviour.slow_time, value);
  if (name == "keep-requests") return set_number(behaviour.keeps_requests, value);
  if (name == "script") return set_scripts(behaviour, value);
  return set_fault(behaviour, name, value);
}

}  // namespace

std::string_view option_of(Fault fault) {
  switch (fault) {
#define SDG_LOOPBACK_FAULT(fault, option) \
  case Fault::fault:                      \
    return option;
#include "tests/support/loopback_faults.def"
#undef SDG_LOOPBACK_FAULT
    case Fault::None: return "none";
  }
  return "";
}

Result<void> set_option(Behaviour& behaviour, std::string_view name, std::string_view value) {
  if (set_known(behaviour, name, value)) return {};
  return Failure{"no such option, or not its value: " + std::string(name) + "=" + std::string(value)};
}

}  // namespace sdg::test
