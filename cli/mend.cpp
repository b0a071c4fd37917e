#include "cli/mend.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/diag/apply_edits.h"

namespace sdg::cli {
namespace {

/// The errors of a program without their places, which edits move.
using Errors = std::multiset<std::pair<diag::Code, std::string>>;

Errors errors_of(const diag::DiagSink& diags) {
  Errors errors;
  for (const diag::Diagnostic& one : diags.all()) {
    if (one.severity == diag::Severity::Error) errors.emplace(one.code, one.message);
  }
  return errors;
}

std::string text_with(std::span<const diag::Diagnostic> followed, const Program& program) {
  for (auto& file : diag::apply_fixes(followed, program.sources).files) {
    if (file.file == program.file) return std::move(file.text);
  }
  return std::string(program.sources[program.file].text());
}

/// Tries texts in the place of a program's own.
class Trial {
 public:
  explicit Trial(const Program& program) : program_(program) {
    // What shows on the way to the plan shows only where all before is right: it would look like new.
    const std::string text(program.sources[program.file].text());
    before_ = compile(text);
    if (!before_.empty()) return;
    to_plan_ = true;
    before_ = compile(text);
  }

  /// Whether what is wrong with the text was wrong before, and less is than before. Then it is measured by from now on.
  bool accept(const std::string& text) {
    Errors after = compile(text);
    if (after.size() >= before_.size() || !std::ranges::includes(before_, after)) return false;
    if (!to_plan_ && after.empty() && spoils_plan(text)) return false;
    before_ = std::move(after);
    return true;
  }

 private:
  /// Whether a mistake that shows only on the way to the plan stands in what was changed: it came with the change.
  bool spoils_plan(const std::string& text) const {
    const std::string_view before = program_.sources[program_.file].text();
    const auto first = std::ranges::mismatch(before, text).in2 - text.begin();
    const auto same_end = std::mismatch(before.rbegin(), before.rend(), text.rbegin(), text.rend()).second;
    const auto last = same_end.base() - text.begin();
    const auto tried = parse_text(program_.path, text);
    check_program(*tried);
    const auto is_changed = [&](source::Span span) {
      return span.file == tried->file && std::cmp_less_equal(span.begin, last) && std::cmp_less_equal(first, span.end);
    };
    return std::ranges::any_of(tried->diags.all(), [&](const diag::Diagnostic& one) {
      return one.severity == diag::Severity::Error &&
             (is_changed(one.span) || std::ranges::any_of(one.others, is_changed, &diag::Label::span));
    });
  }

  Errors compile(std::string text) const {
    const auto tried = parse_text(program_.path, std::move(text));
    to_plan_ ? check_program(*tried) : analyze_program(*tried);
    return errors_of(tried->diags);
  }

  const Program& program_;
  Errors before_;
  bool to_plan_ = false;
};

// Of several statements on one line each shows when the one before it is mended.
constexpr int kMostRounds = 20;

std::vector<diag::Diagnostic> errors_with_edits(const Program& program) {
  std::vector<diag::Diagnostic> found;
  for (diag::Diagnostic& one : program.diags.sorted()) {
    const bool has_edits = std::ranges::any_of(one.hints, [](const diag::Hint& hint) { return !hint.edits.empty(); });
    if (has_edits && one.severity == diag::Severity::Error) found.push_back(std::move(one));
  }
  return found;
}

/// The text with the mistakes mended that its hints uncover, hint behind hint, while they are of the kinds that were
/// `told` before: what is guessed on a guess is left to a person.
std::optional<std::string> mend_on(Trial& trial, const std::string& path, std::string text,
                                   std::span<const diag::Diagnostic> told) {
  const auto is_new = [told](const diag::Diagnostic& one) {
    return std::ranges::find(told, one.code, &diag::Diagnostic::code) == told.end();
  };
  for (int round = 0; round < kMostRounds; ++round) {
    const auto tried = parse_text(path, text);
    analyze_program(*tried);
    const auto found = errors_with_edits(*tried);
    if (found.empty() || std::ranges::any_of(found, is_new)) return std::nullopt;
    text = text_with(found, *tried);
    if (trial.accept(text)) return text;
  }
  return std::nullopt;
}

}  // namespace

Mended mend(const Program& program) {
  const auto found = errors_with_edits(program);
  if (found.empty()) return {std::string(program.sources[program.file].text())};
  Trial trial(program);
  std::string all = text_with(found, program);
  if (trial.accept(all)) return {std::move(all)};
  if (auto text = mend_on(trial, program.path, all, found)) return {*std::move(text)};
  Mended mended{std::string(program.sources[program.file].text())};
  std::vector<diag::Diagnostic> followed;
  for (const diag::Diagnostic& one : found) {
    followed.push_back(one);
    std::string text = text_with(followed, program);
    const bool changes = text != mended.text;  // else another hint has done it, or taken its place
    if (changes && trial.accept(text)) {
      mended.text = std::move(text);
    } else {
      followed.pop_back();
      mended.left_out += changes ? 1 : 0;
    }
  }
  return mended;
}

}  // namespace sdg::cli
