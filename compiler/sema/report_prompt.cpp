#include <fmt/format.h>

#include <algorithm>

#include "compiler/diag/suggestion.h"
#include "compiler/sema/checker.h"
#include "compiler/source/paths.h"

namespace sdg::sema {

using namespace syntax;
using diag::Code;

namespace {

constexpr std::size_t kMostListed = 8;

/// A text without its quotes: what an edit of it replaces.
source::Span inside(const StringExpr& text) { return {text.span.file, text.span.begin + 1, text.span.end - 1}; }

std::string listed(std::span<const std::string> names) {
  const auto shown = names.first(std::min(names.size(), kMostListed));
  return fmt::format("`{}`{}", fmt::join(shown, "`, `"), shown.size() < names.size() ? ", …" : "");
}

bool holds_versions(std::span<const std::string> names) {
  return std::ranges::any_of(names, [](std::string_view name) {
    return name.ends_with(".yml") && prompt::parse_version(name.substr(0, name.size() - 4));
  });
}

std::string parent_of(const std::string& id) {
  const auto slash = id.rfind('/');
  return slash == std::string::npos ? std::string() : id.substr(0, slash);
}

}  // namespace

void Checker::report_prompt_form(const PromptInfo& info) {
  const Expr& value = *info.decl->value;
  if (value.kind == ExprKind::Error) return;
  auto& diagnostic = error(Code::PromptForm, value.span, "a prompt comes from a registry", "this is none");
  diagnostic.hints.push_back({"write `aigw(\"prompts\", \"chat/explain_code\", \"^1.0.0\")`", {}});
  diagnostic.notes.push_back("a prompt of your own is a `generator`");
}

void Checker::report_missing_prompt(const PromptInfo& info, const PromptSite& site, const prompt::NoSuchPrompt& where) {
  if (where.folder.empty()) {
    auto& diagnostic =
        error(Code::PromptMissing, site.registry->span, fmt::format("there is no folder `{}`", where.missing));
    diagnostic.notes.push_back("the path starts at the folder of the file that it stands in");
    return;
  }
  if (where.folder == source::normal_path(info.wanted.folder + "/" + info.wanted.id)) {
    return report_missing_family(info, site, where);
  }
  auto& diagnostic =
      error(Code::PromptMissing, site.id->span, fmt::format("the registry has no prompt `{}`", info.wanted.id),
            fmt::format("there is no `{}` in `{}`", where.missing, where.folder));
  const std::vector<std::string_view> names(where.there.begin(), where.there.end());
  prompt::Wanted meant = info.wanted;
  const auto near = diag::closest(where.missing, names);
  if (near) meant.id.replace(meant.id.find(where.missing), where.missing.size(), *near);
  if (near && prompt::versions_of(meant, surroundings_.loader)) {
    diagnostic.hints.push_back({fmt::format("there is `{}`", meant.id), {{inside(*site.id), meant.id}}});
  } else if (!where.there.empty()) {
    diagnostic.notes.push_back(fmt::format("there is {}", listed(where.there)));
  }
}

void Checker::report_missing_family(const PromptInfo& info, const PromptSite& site, const prompt::NoSuchPrompt& where) {
  const source::Span span = site.family ? site.family->span : site.id->span;
  auto& diagnostic =
      error(Code::PromptMissing, span, fmt::format("`{}` has no family `{}`", info.wanted.id, info.wanted.family));
  if (holds_versions(where.there)) {
    const std::string id = parent_of(info.wanted.id), family = info.wanted.id.substr(id.empty() ? 0 : id.size() + 1);
    diag::Hint hint{fmt::format("the family stands apart: `\"{}\"`, `family = \"{}\"`", id, family), {}};
    if (!site.family) {
      const source::Span end{site.span.file, site.span.end - 1, site.span.end - 1};
      hint.edits.push_back({inside(*site.id), id});
      if (family != info.wanted.family) hint.edits.push_back({end, fmt::format(", family = \"{}\"", family)});
    }
    diagnostic.hints.push_back(std::move(hint));
    return;
  }
  const std::vector<std::string_view> names(where.there.begin(), where.there.end());
  if (const auto meant = site.family ? diag::closest(where.missing, names) : std::nullopt) {
    diagnostic.hints.push_back({fmt::format("there is `{}`", *meant), {{inside(*site.family), std::string(*meant)}}});
  } else if (!names.empty()) {
    diagnostic.notes.push_back(fmt::format("in `{}` there is {}", where.folder, listed(where.there)));
  }
}

void Checker::report_no_version(const PromptInfo& info, const PromptSite& site,
                                const std::vector<prompt::Version>& versions) {
  std::vector<std::string> texts;
  for (const prompt::Version& version : versions) texts.push_back(version.text());
  auto& diagnostic =
      error(Code::PromptVersion, site.constraint ? site.constraint->span : site.span,
            fmt::format("no version of `{}` satisfies `{}`", info.wanted.id, info.wanted.constraint),
            texts.empty() ? "no file there is called like `1.0.0.yml`" : fmt::format("there is {}", listed(texts)));
  if (versions.empty()) return;
  const auto stable = std::ranges::find_if(versions, &prompt::Version::is_stable);
  const bool has_stable = stable != versions.end();
  const std::string meant = has_stable ? "^" + stable->text() : texts.front();
  if (!has_stable) diagnostic.notes.push_back("a version that is no release is taken only when it is named exactly");
  diag::Hint hint{fmt::format("ask for `{}`", meant), {}};
  if (site.constraint) hint.edits.push_back({inside(*site.constraint), meant});
  diagnostic.hints.push_back(std::move(hint));
}

void Checker::report_lock(const PromptInfo& info, const PromptSite& site, const prompt::Version& locked,
                          std::string_view why) {
  auto& diagnostic = error(Code::PromptLock, site.id->span,
                           fmt::format("`sdg.lock` has version {} of this prompt, {}", locked.text(), why));
  diagnostic.hints.push_back(
      {fmt::format("choose anew: `sdgc update {} {}`", module_.scopes[kMainScope].path, info.decl->name.text), {}});
}

/// At its place in the definition, beside the prompt that wants it.
void Checker::report_definition(const PromptInfo& info, source::FileId file, const prompt::DefinitionFailure& failure) {
  const source::SourceFile& text = surroundings_.sources[file];
  const std::string_view line = text.line(failure.place.line);
  const auto column = std::min<std::size_t>(failure.place.column - 1, line.size());
  const auto begin = static_cast<std::uint32_t>(text.line_begin(failure.place.line) + column);
  const auto size = static_cast<std::uint32_t>(failure.written.empty() ? column < line.size() : failure.written.size());
  const Name written{failure.written, {file, begin, begin + size}};
  auto& diagnostic = error(Code::PromptDefinition, written.span, failure.message);
  diagnostic.others.push_back({info.decl->name.span, "a version of this prompt"});
  if (!failure.written.empty()) suggest(diagnostic, written, failure.candidates);
}

}  // namespace sdg::sema
