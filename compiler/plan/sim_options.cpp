#include "compiler/plan/sim_options.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <optional>

#include "compiler/plan/plan.h"
#include "compiler/source/ascii.h"

namespace sdg::plan {
namespace {

constexpr double kLongestWaitMs = 3'600'000;

std::optional<double> read_number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<std::chrono::milliseconds> read_wait(std::string_view text) {
  double unit = 1;
  if (text.ends_with("ms")) {
    text.remove_suffix(2);
  } else if (text.ends_with('s')) {
    text.remove_suffix(1);
    unit = 1000;
  }
  const auto number = read_number(text);
  if (!number || *number < 0 || *number * unit > kLongestWaitMs) return std::nullopt;
  return std::chrono::milliseconds(std::llround(*number * unit));
}

enum class Kind : std::uint8_t { Wait, Share, Seed };

bool set(std::chrono::milliseconds& wait, std::string_view text) {
  const auto value = read_wait(text);
  wait = value.value_or(wait);
  return value.has_value();
}

bool set(double& share, std::string_view text) {
  const auto value = read_number(text);
  if (!value || *value < 0 || *value > 1) return false;
  share = *value;
  return true;
}

bool set(std::int64_t& seed, std::string_view text) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
  return error == std::errc() && end == text.data() + text.size();
}

constexpr std::string_view kSimOptionNames[] = {
#define SDG_SIM_OPTION(name, kind) #name,
#include "compiler/plan/sim_options.def"
};

SimMistake unknown_option(std::string_view name) {
  const std::span<const std::string_view> names(kSimOptionNames);
  return {fmt::format("`sim` has no option `{}`; there are {} and {}", name,
                      fmt::join(names.first(names.size() - 1), ", "), names.back()),
          name, true};
}

SimMistake wrong_value(std::string_view name, std::string_view value, Kind kind) {
  const auto wanted = kind == Kind::Wait   ? "a duration such as 50ms"
                      : kind == Kind::Seed ? "an integer"
                                           : "a share from 0 to 1";
  return {fmt::format("`{}` of `sim` wants {}, not `{}`", name, wanted, value), value, false};
}

std::optional<SimMistake> set(SimOptions& options, std::string_view name, std::string_view value) {
#define SDG_SIM_OPTION(option, kind) \
  if (name == #option)               \
    return set(options.option, value) ? std::nullopt : std::optional(wrong_value(name, value, Kind::kind));
#include "compiler/plan/sim_options.def"
  return unknown_option(name);
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

std::span<const std::string_view> sim_option_names() { return kSimOptionNames; }

Result<SimOptions, SimMistake> read_sim_options(std::string_view text) {
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
    auto mistake = set(options, source::trimmed(option.substr(0, equals)), source::trimmed(option.substr(equals + 1)));
    if (mistake) return *std::move(mistake);
  }
  return options;
}

std::string_view sim_text(std::string_view base_url) {
  constexpr std::string_view scheme = "sim:";
  return base_url.starts_with(scheme) ? base_url.substr(scheme.size()) : std::string_view();
}

Result<SimOptions, SimMistake> sim_options(const ModelSpec& model) {
  const std::string_view text = sim_text(model.base_url);
  return read_sim_options(!text.empty() ? text : model.provider == "sim" ? model.id : std::string_view());
}

}  // namespace sdg::plan
