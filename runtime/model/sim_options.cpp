#include "runtime/model/sim_options.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <optional>

#include "compiler/source/ascii.h"

namespace sdg::model {
namespace {

using std::chrono::milliseconds;

constexpr double kLongestWaitMs = 3'600'000;

std::optional<double> read_number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<milliseconds> read_wait(std::string_view text) {
  double unit = 1;
  if (text.ends_with("ms")) {
    text.remove_suffix(2);
  } else if (text.ends_with('s')) {
    text.remove_suffix(1);
    unit = 1000;
  }
  const auto number = read_number(text);
  if (!number || *number < 0 || *number * unit > kLongestWaitMs) return std::nullopt;
  return milliseconds(std::llround(*number * unit));
}

bool set_wait(milliseconds& wait, std::string_view text) {
  const auto value = read_wait(text);
  wait = value.value_or(wait);
  return value.has_value();
}

bool set_share(double& share, std::string_view text) {
  const auto value = read_number(text);
  if (!value || *value < 0 || *value > 1) return false;
  share = *value;
  return true;
}

bool set_seed(std::int64_t& seed, std::string_view text) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
  return error == std::errc() && end == text.data() + text.size();
}

/// Nothing where there is no such option, else whether its value is fine.
std::optional<bool> set(SimOptions& options, std::string_view name, std::string_view value) {
  if (name == "latency") return set_wait(options.latency, value);
  if (name == "jitter") return set_wait(options.jitter, value);
  if (name == "fail") return set_share(options.fail, value);
  if (name == "limit") return set_share(options.limit, value);
  if (name == "malformed") return set_share(options.malformed, value);
  if (name == "refuse") return set_share(options.refuse, value);
  if (name == "cut") return set_share(options.cut, value);
  if (name == "seed") return set_seed(options.seed, value);
  return std::nullopt;
}

Failure unknown_option(std::string_view name) {
  return {fmt::format(
      "`sim` has no option `{}`; there are latency, jitter, fail, limit, malformed, refuse, cut and seed", name)};
}

Failure wrong_value(std::string_view name, std::string_view value) {
  const bool is_wait = name == "latency" || name == "jitter";
  const auto wanted = is_wait ? "a duration such as 50ms" : name == "seed" ? "an integer" : "a share from 0 to 1";
  return {fmt::format("`{}` of `sim` wants {}, not `{}`", name, wanted, value)};
}

}  // namespace

std::string SimOptions::identity() const {
  std::string text = name.empty() ? "sim" : name;
  const auto add = [&](std::string_view option, auto value) {
    if (value != 0) text += fmt::format(", {}={}", option, value);
  };
  add("malformed", malformed);
  add("refuse", refuse);
  add("cut", cut);
  add("seed", seed);
  return text;
}

Result<SimOptions> read_sim_options(std::string_view text) {
  SimOptions options;
  while (!text.empty()) {
    const auto comma = std::min(text.find(','), text.size());
    const auto option = source::trimmed(text.substr(0, comma));
    text.remove_prefix(std::min(comma + 1, text.size()));
    const auto equals = option.find('=');
    if (equals == std::string_view::npos) {
      if (!option.empty()) options.name += (options.name.empty() ? "" : ", ") + std::string(option);
      continue;
    }
    const auto name = source::trimmed(option.substr(0, equals)), value = source::trimmed(option.substr(equals + 1));
    const auto fine = set(options, name, value);
    if (!fine) return unknown_option(name);
    if (!*fine) return wrong_value(name, value);
  }
  return options;
}

Result<SimOptions> sim_options(const plan::ModelSpec& model) {
  constexpr std::string_view scheme = "sim:";
  if (model.base_url.size() > scheme.size() && model.base_url.starts_with(scheme)) {
    return read_sim_options(std::string_view(model.base_url).substr(scheme.size()));
  }
  return read_sim_options(model.provider == "sim" ? model.id : std::string_view());
}

}  // namespace sdg::model
