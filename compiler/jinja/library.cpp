#include "compiler/jinja/library.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/plan/jinja_limits.h"
#include "compiler/source/paths.h"

namespace sdg::jinja {

using diag::Code;
using plan::JinjaBody;
using plan::JinjaExpr;
using plan::JinjaExprKind;
using plan::JinjaStatement;
using plan::JinjaStatementKind;
using plan::JinjaTemplateId;

namespace {

// So many files can one computed path name.
constexpr std::size_t kMostPaths = 1'000;

bool reaches_file(JinjaStatementKind kind) {
  return kind == JinjaStatementKind::Include || kind == JinjaStatementKind::Import ||
         kind == JinjaStatementKind::Extends;
}

/// The first variable that a path is put together from; null where it is none that could be listed.
const JinjaExpr* first_name(const JinjaExpr& path) {
  if (path.kind == JinjaExprKind::Name) return &path;
  for (const JinjaExpr& part : path.parts) {
    if (const JinjaExpr* name = first_name(part)) return name;
  }
  return nullptr;
}

std::vector<std::string> product(const std::vector<std::string>& first, const std::vector<std::string>& second) {
  std::vector<std::string> texts;
  for (const std::string& a : first) {
    for (const std::string& b : second) texts.push_back(a + b);
  }
  return texts;
}

}  // namespace

std::optional<std::vector<std::string>> possible_texts(const JinjaExpr& path, const Domain& domain) {
  switch (path.kind) {
    case JinjaExprKind::Literal:
      return std::vector{path.value.is_string() ? path.value.text() : plan::to_text(path.value)};
    case JinjaExprKind::Name: return domain(path.name);
    case JinjaExprKind::Concat:
    case JinjaExprKind::Add: {
      std::vector<std::string> texts{""};
      for (const JinjaExpr& part : path.parts) {
        const auto possible = possible_texts(part, domain);
        if (!possible || texts.size() * possible->size() > kMostPaths) return std::nullopt;
        texts = product(texts, *possible);
      }
      return texts;
    }
    case JinjaExprKind::Choose: {
      auto texts = possible_texts(path.parts[0], domain);
      const auto others =
          path.parts[2].is_absent() ? std::vector<std::string>() : possible_texts(path.parts[2], domain);
      if (!texts || !others) return std::nullopt;
      texts->insert(texts->end(), others->begin(), others->end());
      return texts;
    }
    default: return std::nullopt;
  }
}

Library::Library(source::SourceMap& sources, source::Loader& loader, diag::DiagSink& diags)
    : sources_(sources), loader_(loader), diags_(diags) {}

JinjaTemplateId Library::parse_file(source::FileId file) {
  const JinjaTemplateId id{static_cast<std::uint32_t>(templates_.size())};
  templates_.push_back(parse(sources_, file, {}, diags_));
  files_.push_back(file);
  return id;
}

/// The template of a path; nothing where the file cannot be read.
std::optional<JinjaTemplateId> Library::find(const std::string& path) {
  if (const auto known = by_path_.find(path); known != by_path_.end()) return known->second;
  if (unreadable_.contains(path)) return std::nullopt;
  auto text = loader_.load(path);
  if (!text) {
    unreadable_.emplace(path, text.failure().message);
    return std::nullopt;
  }
  const JinjaTemplateId id = parse_file(sources_.add(path, *std::move(text)));
  by_path_.emplace(path, id);
  return id;
}

std::optional<JinjaTemplateId> Library::load(const std::string& path, source::Span named_at, const Domain& domain,
                                             const Base& base) {
  const auto id = find(source::normal_path(path));
  if (!id) {
    auto& diagnostic = diags_.report(Code::TemplateFile, named_at, "this file cannot be read",
                                     unreadable_.at(source::normal_path(path)));
    diagnostic.notes.push_back("the path starts at the folder of the file that it stands in");
    return std::nullopt;
  }
  followed_.clear();
  is_too_much_ = false;
  follow(*id, domain, base);
  return is_too_much_ ? std::nullopt : id;
}

JinjaTemplateId Library::add(source::FileId file, const Domain& domain, const Base& base) {
  const JinjaTemplateId id = parse_file(file);
  followed_.clear();
  is_too_much_ = false;
  follow(id, domain, base);
  return id;
}

void Library::Extent::add(const Extent& inner) {
  files += inner.files;
  depth = std::max(depth, inner.depth);
}

/// Each file is followed once: a few that include each other often make a great many ways.
Library::Extent Library::follow(JinjaTemplateId id, const Domain& domain, const Base& base) {
  if (const auto known = followed_.find(id.index); known != followed_.end()) return known->second;
  open_.push_back(id);
  // A copy: the table grows while its files are followed.
  const JinjaBody body = templates_[id.index].body;
  Extent extent = follow_body(id, body, domain, base);
  ++extent.files;
  open_.pop_back();
  followed_.emplace(id.index, extent);
  return extent;
}

/// What stands in a body: no file by itself.
Library::Extent Library::follow_body(JinjaTemplateId id, const JinjaBody& body, const Domain& domain,
                                     const Base& base) {
  Extent extent{0, 0};
  for (const JinjaStatement& statement : body) {
    Extent inside{0, 0};
    if (reaches_file(statement.kind)) inside.add(follow_statement(id, statement, domain, base));
    for (const JinjaBody& inner : statement.bodies) inside.add(follow_body(id, inner, domain, base));
    ++inside.depth;
    extent.add(inside);
  }
  return extent;
}

Library::Extent Library::follow_statement(JinjaTemplateId id, const JinjaStatement& statement, const Domain& domain,
                                          const Base& base) {
  const JinjaExpr& path = statement.exprs[0];
  const bool is_choice = path.kind == JinjaExprKind::List || path.kind == JinjaExprKind::Tuple;
  std::vector<std::string> tried;
  bool found = false;
  Extent extent{0, 0};
  for (const JinjaExpr& one : is_choice ? path.parts : std::vector{path}) {
    const auto texts = possible_texts(one, domain);
    if (!texts) {
      report_computed(one, base);
      return extent;
    }
    for (const std::string& written : *texts) {
      const auto target = reach(id, written, base);
      found |= target.has_value();
      if (!target) {
        tried.push_back(written);
      } else if (std::ranges::find(open_, *target) != open_.end()) {
        report_cycle(one, *target);
      } else {
        extent.add(follow_include(*target, one, domain, base));
      }
    }
  }
  const bool may_miss = statement.ignore_missing || (is_choice && found);
  if (!tried.empty() && !may_miss) report_missing(path, tried, base);
  return extent;
}

/// Past a limit nothing more is followed: no template could be rendered with it.
Library::Extent Library::follow_include(JinjaTemplateId target, const JinjaExpr& path, const Domain& domain,
                                        const Base& base) {
  if (is_too_much_) return {};
  const std::string deep = fmt::format("more than {} tags stand inside each other", plan::kDeepestRendering);
  if (open_.size() >= plan::kDeepestRendering) {
    report_too_many(path, deep);
    return {};
  }
  const Extent extent = follow(target, domain, base);
  if (extent.depth >= plan::kDeepestRendering) report_too_many(path, deep);
  if (extent.files > plan::kMostIncludes)
    report_too_many(path, fmt::format("more than {} files, each as often as it is included", plan::kMostIncludes));
  return extent;
}

void Library::report_too_many(const JinjaExpr& path, const std::string& why) {
  if (!is_too_much_) diags_.report(Code::JinjaTooDeep, path.span, "this includes too much to be rendered", why);
  is_too_much_ = true;
}

/// The file that a path names, noted in the template that names it.
std::optional<JinjaTemplateId> Library::reach(JinjaTemplateId from, const std::string& written, const Base& base) {
  const std::string path = base.folder.empty() ? source::path_beside(templates_[from.index].path, written)
                                               : source::normal_path(base.folder + "/" + written);
  const auto target = find(source::normal_path(path));
  auto& reaches = templates_[from.index].reaches;
  const bool is_known = std::ranges::find(reaches, written, &plan::JinjaReach::written) != reaches.end();
  if (target && !is_known) reaches.push_back({written, *target});
  return target;
}

void Library::report_missing(const JinjaExpr& path, const std::vector<std::string>& tried, const Base& base) {
  auto& diagnostic =
      diags_.report(Code::TemplateFile, path.span, fmt::format("there is no file `{}`", fmt::join(tried, "`, `")));
  const std::string folder = base.folder.empty() ? source::folder_of(templates_[open_.back().index].path) : base.folder;
  diagnostic.notes.push_back(fmt::format("looked in `{}`", folder));
  diagnostic.hints.push_back({"a file that may be missing: `{% include … ignore missing %}`", {}});
}

void Library::report_cycle(const JinjaExpr& path, JinjaTemplateId target) {
  std::string way;
  const auto first = std::ranges::find(open_, target);
  for (auto step = first; step != open_.end(); ++step) way += fmt::format("`{}` → ", templates_[step->index].path);
  diags_.report(Code::IncludeCycle, path.span, "files include each other in a circle",
                way + fmt::format("`{}`", templates_[target.index].path));
}

void Library::report_computed(const JinjaExpr& path, const Base& base) {
  auto& diagnostic =
      diags_.report(Code::IncludeComputed, path.span, "which file this is cannot be known before the run");
  diagnostic.notes.push_back("every file that a template may include is read before the first call");
  const JinjaExpr* name = first_name(path);
  if (name) diagnostic.hints.push_back({fmt::format(fmt::runtime(base.remedy), name->name), {}});
}

}  // namespace sdg::jinja
