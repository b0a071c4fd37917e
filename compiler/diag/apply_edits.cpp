#include "compiler/diag/apply_edits.h"

#include <algorithm>
#include <map>
#include <utility>

#include "compiler/diag/excerpt.h"
#include "compiler/source/source_map.h"

namespace sdg::diag {
namespace {

/// Two insertions at one place overlap: nobody could say which comes first.
bool overlap(source::Span a, source::Span b) {
  if (a.begin == b.begin && a.end == b.end) return true;
  return a.begin < b.end && b.begin < a.end;
}

bool can_be_made(const Edit& edit, std::string_view text, const std::vector<Edit>& made) {
  const bool inside = edit.span.begin <= edit.span.end && edit.span.end <= text.size();
  return inside && std::ranges::none_of(made, [&](const Edit& other) { return overlap(edit.span, other.span); });
}

const Hint* first_fix(const Diagnostic& diag) {
  const auto found = std::ranges::find_if(diag.hints, [](const Hint& hint) { return !hint.edits.empty(); });
  return found == diag.hints.end() ? nullptr : &*found;
}

/// `edits` lie inside `text` and do not overlap.
std::string replace(std::string_view text, std::vector<Edit> edits) {
  std::ranges::stable_sort(edits, {}, [](const Edit& edit) { return std::pair(edit.span.begin, edit.span.end); });
  std::string result;
  std::size_t copied = 0;
  for (const auto& edit : edits) {
    result += text.substr(copied, edit.span.begin - copied);
    result += edit.replacement;
    copied = edit.span.end;
  }
  result += text.substr(copied);
  return result;
}

}  // namespace

std::string apply_edits(std::string_view text, std::span<const Edit> edits) {
  std::vector<Edit> made;
  for (const auto& edit : edits) {
    if (can_be_made(edit, text, made)) made.push_back(edit);
  }
  return replace(text, std::move(made));
}

Fixes apply_fixes(std::span<const Diagnostic> diags, const source::SourceMap& sources) {
  Fixes fixes;
  std::map<source::FileId, std::vector<Edit>> made;
  const auto possible = [&](const Edit& edit) {
    const auto* file = file_of(edit.span, sources);
    return file != nullptr && can_be_made(edit, file->text(), made[edit.span.file]);
  };
  for (const auto& diag : diags) {
    const auto* fix = first_fix(diag);
    if (!fix) continue;
    const bool whole = std::ranges::all_of(fix->edits, possible);
    ++(whole ? fixes.made : fixes.left_out);
    if (!whole) continue;
    for (const auto& edit : fix->edits) made[edit.span.file].push_back(edit);
  }
  for (const auto& [file, edits] : made) {
    if (!edits.empty()) fixes.files.push_back({file, apply_edits(sources[file].text(), edits)});
  }
  return fixes;
}

}  // namespace sdg::diag
