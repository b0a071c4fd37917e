#include "compiler/diag/sink.h"

#include <algorithm>

namespace sdg::diag {
namespace {

bool says_the_same(const Diagnostic& a, const Diagnostic& b) {
  return a.code == b.code && a.span == b.span && a.message == b.message && a.label == b.label;
}

/// Longer, what was found is not read any more: a single word may be as long as a file.
constexpr std::size_t kLongestText = 600;

void shorten(std::string& text) {
  if (text.size() <= kLongestText) return;
  std::size_t end = kLongestText;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  text = text.substr(0, end) + "…";
}

void shorten(Diagnostic& diag) {
  shorten(diag.message);
  shorten(diag.label);
  for (auto& label : diag.others) shorten(label.text);
  for (auto& note : diag.notes) shorten(note);
  for (auto& hint : diag.hints) shorten(hint.text);
}

}  // namespace

Diagnostic& DiagSink::report(Code code, source::Span span, std::string message, std::string label) {
  const auto severity = is_warning(code) ? Severity::Warning : Severity::Error;
  diagnostics_.push_back({code, severity, std::move(message), span, std::move(label), {}, {}, {}});
  return diagnostics_.back();
}

bool DiagSink::has_errors() const {
  return std::ranges::any_of(diagnostics_, [](const Diagnostic& diag) { return diag.severity == Severity::Error; });
}

std::vector<Diagnostic> DiagSink::sorted() const {
  auto result = diagnostics_;
  for (auto& diag : result) shorten(diag);
  // Stable: at one place, what was found first is the likelier cause.
  std::ranges::stable_sort(result, {}, &Diagnostic::span);
  std::vector<Diagnostic> distinct;
  for (auto& diag : result) {
    const auto at_one_place = [&](const Diagnostic& earlier) { return says_the_same(earlier, diag); };
    const auto same_span = std::ranges::lower_bound(distinct, diag.span, {}, &Diagnostic::span);
    if (std::none_of(same_span, distinct.end(), at_one_place)) distinct.push_back(std::move(diag));
  }
  return distinct;
}

}  // namespace sdg::diag
