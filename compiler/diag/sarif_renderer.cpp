#include "compiler/diag/sarif_renderer.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "compiler/diag/excerpt.h"
#include "compiler/diag/explain.h"
#include "compiler/source/source_map.h"

namespace sdg::diag {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kSchema = "https://json.schemastore.org/sarif-2.1.0.json";

/// A path as a relative or absolute URI reference. A colon would read as a scheme, so it is escaped too.
std::string uri_of(std::string_view path) {
  constexpr std::string_view kPlain = "-._~/";
  std::string result;
  for (const char c : path) {
    const bool is_plain = ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9') ||
                          kPlain.find(c) != std::string_view::npos;
    result += is_plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return path.starts_with('/') ? "file://" + result : result;
}

std::string_view level(bool warning) { return warning ? "warning" : "error"; }

/// An object of one member. Written in braces it could as well be read as an array of two.
Json object_of(const char* name, Json value) {
  Json result;
  result[name] = std::move(value);
  return result;
}

Json text_json(std::string_view text) { return object_of("text", text); }

Json artifact_json(const source::SourceFile& file) { return object_of("uri", uri_of(file.path())); }

/// Whether the text begins where its file does: else its bytes are counted from elsewhere.
bool is_whole(const source::SourceFile& file) {
  const auto begin = file.position(0);
  return begin.line == 1 && begin.column == 1;
}

Json region_json(source::Span span, const source::SourceFile& file) {
  const auto begin = file.position(span.begin), end = file.position(span.end);
  Json region{
      {"startLine", begin.line}, {"startColumn", begin.column}, {"endLine", end.line}, {"endColumn", end.column}};
  if (is_whole(file)) region.update({{"byteOffset", span.begin}, {"byteLength", span.length()}});
  return region;
}

Json location_json(source::Span span, const source::SourceFile& file, const std::string& label) {
  const Json physical{{"artifactLocation", artifact_json(file)}, {"region", region_json(clamped(span, file), file)}};
  auto result = object_of("physicalLocation", physical);
  if (!label.empty()) result["message"] = text_json(label);
  return result;
}

/// One hint with edits: what it is and, file by file, what it replaces.
Json fix_json(const Hint& hint, const source::SourceMap& sources) {
  std::map<source::FileId, Json> replacements;
  for (const auto& edit : hint.edits) {
    const auto* file = file_of(edit.span, sources);
    if (!file) continue;
    const Json replacement{{"deletedRegion", region_json(clamped(edit.span, *file), *file)},
                           {"insertedContent", text_json(edit.replacement)}};
    replacements.try_emplace(edit.span.file, Json::array()).first->second.push_back(replacement);
  }
  auto changes = Json::array();
  for (const auto& [file, list] : replacements) {
    changes.push_back({{"artifactLocation", artifact_json(sources[file])}, {"replacements", list}});
  }
  return {{"description", text_json(hint.text)}, {"artifactChanges", changes}};
}

/// SARIF has no place for notes and for advice that is no edit: they follow the message.
std::string message_of(const Diagnostic& diag) {
  auto result = diag.message;
  for (const auto& note : diag.notes) result += "\nnote: " + note;
  for (const auto& hint : diag.hints) result += "\nhelp: " + hint.text;
  return result;
}

Json result_json(const Diagnostic& diag, std::size_t rule, const source::SourceMap& sources) {
  Json result{{"ruleId", code_text(diag.code)},
              {"ruleIndex", rule},
              {"level", level(diag.severity == Severity::Warning)},
              {"message", text_json(message_of(diag))},
              {"locations", Json::array()}};
  if (const auto* file = file_of(diag.span, sources)) {
    result["locations"].push_back(location_json(diag.span, *file, diag.label));
  }
  for (const auto& other : diag.others) {
    if (const auto* file = file_of(other.span, sources)) {
      result["relatedLocations"].push_back(location_json(other.span, *file, other.text));
    }
  }
  for (const auto& hint : diag.hints) {
    auto fix = fix_json(hint, sources);
    if (!fix["artifactChanges"].empty()) result["fixes"].push_back(std::move(fix));
  }
  return result;
}

Json rule_json(Code code) {
  Json rule{{"id", code_text(code)},
            {"shortDescription", text_json(title(code))},
            {"defaultConfiguration", object_of("level", level(is_warning(code)))}};
  const auto page = explanation(code);
  if (!page.empty()) rule["help"] = {{"text", page}, {"markdown", page}};
  return rule;
}

}  // namespace

std::string render_sarif(std::span<const Findings> findings, std::string_view tool_version) {
  std::set<Code> used;
  for (const Findings& found : findings)
    for (const auto& diag : found.diags) used.insert(diag.code);
  auto rules = Json::array();
  for (const auto code : used) rules.push_back(rule_json(code));
  auto results = Json::array();
  for (const Findings& found : findings) {
    for (const auto& diag : found.diags) {
      const auto rule = static_cast<std::size_t>(std::distance(used.begin(), used.find(diag.code)));
      results.push_back(result_json(diag, rule, *found.sources));
    }
  }
  const Json driver{{"name", "sdgc"}, {"version", tool_version}, {"rules", rules}};
  const Json run{{"tool", object_of("driver", driver)}, {"columnKind", "unicodeCodePoints"}, {"results", results}};
  const Json log{{"$schema", kSchema}, {"version", "2.1.0"}, {"runs", Json::array({run})}};
  return log.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace sdg::diag
