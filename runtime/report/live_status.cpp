#include "runtime/report/live_status.h"

#include <nlohmann/json.hpp>

#include "compiler/diag/display_line.h"
#include "runtime/report/json_line.h"
#include "runtime/report/json_reporter.h"
#include "runtime/report/progress_text.h"

namespace sdg::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::chrono::seconds kBetween{1};

}  // namespace

LiveStatus::LiveStatus(SteadyClock clock, TextSink sink)
    : Progress(std::move(clock)), sink_(std::move(sink)), next_(now()) {}

void LiveStatus::draining(std::string_view reason) {
  Progress::draining(reason);
  publish();
}

void LiveStatus::tick() {
  if (now() < next_) return;
  next_ = now() + kBetween;
  publish();
}

/// The words travel with the numbers: who reads them may be of another version.
void LiveStatus::publish() {
  Json lines = Json::array();
  for (const auto& dataset : datasets()) lines.push_back(dataset_text(dataset));
  lines.push_back(activity_text(*this));
  Json status = Json::parse(progress_json(*this));
  status["lines"] = std::move(lines);
  sink_(json_line(status));
}

std::optional<std::vector<std::string>> status_lines(std::string_view json) {
  const auto status = Json::parse(json, nullptr, false);
  if (!status.is_object() || !status.contains("lines") || !status["lines"].is_array()) return std::nullopt;
  std::vector<std::string> lines;
  for (const auto& line : status["lines"]) {
    if (line.is_string()) lines.push_back(diag::printable(line.get<std::string>()));
  }
  return lines;
}

}  // namespace sdg::report
