#include "compiler/diag/json_renderer.h"

#include <nlohmann/json.hpp>
#include <string_view>

#include "compiler/diag/excerpt.h"
#include "compiler/diag/text_renderer.h"
#include "compiler/source/source_map.h"

namespace sdg::diag {
namespace {

using Json = nlohmann::ordered_json;

/// Where a span lies; `{}` where it points to no file.
Json place_json(source::Span written, const source::SourceMap& sources) {
  const auto* file = file_of(written, sources);
  if (!file) return Json::object();
  const auto span = clamped(written, *file);
  const auto begin = file->position(span.begin), end = file->position(span.end);
  return {{"file", file->path()},     {"byte_start", span.begin},     {"byte_end", span.end},
          {"line_start", begin.line}, {"column_start", begin.column}, {"line_end", end.line},
          {"column_end", end.column}};
}

Json span_json(source::Span span, bool is_primary, std::string_view label, const source::SourceMap& sources) {
  auto result = place_json(span, sources);
  result["is_primary"] = is_primary;
  result["label"] = label;
  return result;
}

Json spans_json(const Diagnostic& diag, const source::SourceMap& sources) {
  auto result = Json::array();
  if (file_of(diag.span, sources)) result.push_back(span_json(diag.span, true, diag.label, sources));
  for (const auto& other : diag.others) {
    if (file_of(other.span, sources)) result.push_back(span_json(other.span, false, other.text, sources));
  }
  return result;
}

Json hint_json(const Hint& hint, const source::SourceMap& sources) {
  auto edits = Json::array();
  for (const auto& edit : hint.edits) {
    auto edit_json = place_json(edit.span, sources);
    edit_json["replacement"] = edit.replacement;
    edits.push_back(std::move(edit_json));
  }
  return {{"text", hint.text}, {"edits", std::move(edits)}};
}

}  // namespace

std::string render_json(const Diagnostic& diag, const source::SourceMap& sources) {
  auto hints = Json::array();
  for (const auto& hint : diag.hints) hints.push_back(hint_json(hint, sources));
  const Json result{{"version", kJsonVersion},
                    {"code", code_text(diag.code)},
                    {"level", diag.severity == Severity::Error ? "error" : "warning"},
                    {"message", diag.message},
                    {"spans", spans_json(diag, sources)},
                    {"notes", diag.notes},
                    {"hints", std::move(hints)},
                    {"rendered", render_text(diag, sources)}};
  // Source and paths may hold bytes that are not UTF-8; a message about them must come through all the same.
  return result.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace sdg::diag
