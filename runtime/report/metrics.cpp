#include "runtime/report/metrics.h"

#include <nlohmann/json.hpp>

#include "runtime/report/json_line.h"

namespace sdg::report {
namespace {

using Json = nlohmann::ordered_json;

Json begun(const CallSite& site, const std::string& row) {
  auto key = Json::parse(row, nullptr, false);
  if (key.is_discarded()) key = row;
  return {{"dataset", site.dataset},
          {"row", std::move(key)},
          {"column", site.column},
          {"model", site.model},
          {"attempt", site.attempt}};
}

}  // namespace

void Metrics::call_ends(const Call& call) {
  auto event = begun(call.site, show_key_(call.site.row_key));
  event["retry"] = call.retry;
  event["memo_hit"] = false;
  event["answered"] = call.answered;
  if (!call.answered) event["status"] = call.status;
  event["tokens_in"] = call.tokens.input;
  event["tokens_cached"] = call.tokens.cached;
  event["tokens_out"] = call.tokens.output;
  event["latency_ms"] = call.latency_ms;
  event["cost_nano_dollars"] = call.cost_nano_dollars ? Json(*call.cost_nano_dollars) : Json();
  sink_(json_line(event));
}

void Metrics::hit(const CallSite& site) {
  auto event = begun(site, show_key_(site.row_key));
  event["retry"] = 0;
  event["memo_hit"] = true;
  event["answered"] = true;
  for (const char* nothing : {"tokens_in", "tokens_cached", "tokens_out"}) event[nothing] = 0;
  event["latency_ms"] = 0.0;
  event["cost_nano_dollars"] = 0;
  sink_(json_line(event));
}

}  // namespace sdg::report
