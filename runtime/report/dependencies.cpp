#include "runtime/report/dependencies.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "compiler/diag/display_line.h"
#include "compiler/plan/pretty_json.h"
#include "runtime/report/text_table.h"

namespace sdg::report {
namespace {

using Kind = Dependency::Kind;

constexpr std::array<Kind, 4> kKinds{Kind::Reads, Kind::Writes, Kind::Connects, Kind::Starts};

std::string_view heading(Kind kind) {
  switch (kind) {
    case Kind::Reads: return "reads";
    case Kind::Writes: return "writes";
    case Kind::Connects: return "connects to";
    case Kind::Starts: return "starts";
  }
  return {};
}

std::string_view name(Kind kind) { return kind == Kind::Connects ? "connects" : heading(kind); }

std::vector<const Dependency*> of_kind(const Dependencies& dependencies, Kind kind) {
  std::vector<const Dependency*> found;
  for (const auto& each : dependencies.all) {
    if (each.kind == kind) found.push_back(&each);
  }
  return found;
}

void append_section(std::string& out, Kind kind, const std::vector<const Dependency*>& found) {
  if (found.empty()) {
    out += fmt::format("{} nothing\n", heading(kind));
    return;
  }
  std::size_t width = 0;
  for (const auto* each : found) width = std::max(width, width_of(diag::printable(each->what)));
  out += fmt::format("{}\n", heading(kind));
  for (const auto* each : found) {
    const auto what = diag::printable(each->what);
    out += fmt::format("  {}{}  {}{}\n", what, std::string(width - width_of(what), ' '), diag::printable(each->whose),
                       each->is_outside ? "; outside of the pipeline's folder" : "");
  }
}

plan::Value section_as_value(const std::vector<const Dependency*>& found, Kind kind) {
  std::vector<plan::Value> things;
  for (const auto* each : found) {
    plan::RecordBuilder thing;
    const bool is_path = kind == Kind::Reads || kind == Kind::Writes;
    thing.add(is_path ? "path" : kind == Kind::Connects ? "to" : "command", each->what).add("for", each->whose);
    if (is_path) thing.add("outside", plan::Value(each->is_outside));
    things.push_back(thing.build());
  }
  return plan::Value::list(std::move(things));
}

/// A file name as make reads it.
std::string escaped(std::string_view path) {
  std::string text;
  for (const char c : path) {
    if (c == ' ' || c == '#' || c == ':' || c == '\\' || c == '%') text += '\\';
    if (c == '$') text += '$';
    text += c;
  }
  return text;
}

}  // namespace

std::string to_text(const Dependencies& dependencies) {
  std::string out;
  for (const auto kind : kKinds) append_section(out, kind, of_kind(dependencies, kind));
  return out;
}

std::string to_json(const Dependencies& dependencies) {
  plan::RecordBuilder all;
  for (const auto kind : kKinds) {
    all.add(std::string(name(kind)), section_as_value(of_kind(dependencies, kind), kind));
  }
  return plan::to_pretty_json(all.build());
}

std::string to_make(const Dependencies& dependencies) {
  std::string out;
  for (const auto& rule : dependencies.rules) {
    for (const auto& output : rule.outputs) out += (&output == &rule.outputs.front() ? "" : " ") + escaped(output);
    out += ':';
    for (const auto& input : rule.inputs) out += " \\\n  " + escaped(input);
    out += '\n';
  }
  return out;
}

}  // namespace sdg::report
