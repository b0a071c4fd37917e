#include "compiler/sema/module_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <unordered_map>
#include <unordered_set>

#include "compiler/diag/suggestion.h"
#include "compiler/source/paths.h"
#include "compiler/syntax/parse.h"

namespace sdg::sema {

using diag::Code;
using syntax::DeclKind;
using syntax::UseDecl;

namespace {

/// `std/judge.sdg` of `std.judge`.
std::string path_of_standard(std::string_view file_name) { return "std/" + std::string(file_name); }

class TreeLoader {
 public:
  TreeLoader(source::SourceMap& sources, source::Loader& loader, diag::DiagSink& diags)
      : sources_(sources), loader_(loader), diags_(diags) {}

  ModuleTree load(const syntax::File& root) {
    tree_.expr_count = static_cast<std::uint32_t>(root.exprs.size());
    places_.emplace(identity(sources_[root.id].path()), 0);
    add(root);
    return std::move(tree_);
  }

 private:
  /// Two ways to write one path are one file.
  static std::string identity(std::string_view path) {
    return std::filesystem::path(path).lexically_normal().generic_string();
  }

  void add(const syntax::File& file) {
    const std::size_t place = tree_.files.size();
    tree_.files.push_back({&file, {}});
    open_.push_back(static_cast<std::uint32_t>(place));
    for (const syntax::Decl* decl : file.decls) {
      if (decl->kind != DeclKind::Use) continue;
      const auto& use = decl->as<UseDecl>();
      const auto used = use.file ? find_file(use) : find_standard(use);
      tree_.files[place].uses.push_back({&use, used});
    }
    open_.pop_back();
    tree_.order.push_back(static_cast<std::uint32_t>(place));
  }

  std::optional<std::uint32_t> find_file(const UseDecl& use) {
    const std::string path = identity(source::path_beside(sources_[use.span.file].path(), use.file->plain_text()));
    if (const auto known = places_.find(path); known != places_.end()) return known_file(use, known->second);
    if (missing_.contains(path)) return {};
    auto text = loader_.load(path);
    if (!text) {
      missing_.insert(path);
      auto& diagnostic =
          diags_.report(Code::ModuleUnreadable, use.file->span, "this module cannot be read", text.failure().message);
      diagnostic.hints.push_back({"the path starts at the folder of the file that it stands in", {}});
      return {};
    }
    return read(path, std::move(*text));
  }

  std::optional<std::uint32_t> find_standard(const UseDecl& use) {
    const auto modules = standard_modules();
    const std::string name = syntax::dotted(use.path.subspan(1));
    const auto module = std::ranges::find(modules, name + ".sdg", &source::EmbeddedFile::name);
    if (use.path.front().text != "std" || module == modules.end()) {
      if (missing_.insert(syntax::dotted(use.path)).second) report_unknown(use);
      return {};
    }
    const std::string path = path_of_standard(module->name);
    if (const auto known = places_.find(path); known != places_.end()) return known_file(use, known->second);
    return read(path, std::string(module->text));
  }

  void report_unknown(const UseDecl& use) {
    const source::Span span = source::join(use.path.front().span, use.path.back().span);
    auto& diagnostic =
        diags_.report(Code::UnknownModule, span, fmt::format("there is no module `{}`", syntax::dotted(use.path)));
    std::vector<std::string> known;
    for (const source::EmbeddedFile& module : standard_modules()) {
      known.push_back("std." + std::string(module.name.substr(0, module.name.find('.'))));
    }
    std::vector<std::string_view> names(known.begin(), known.end());
    const std::string written = syntax::dotted(use.path);
    const auto same = std::ranges::find(known, "std." + written);
    if (same != known.end()) {
      diagnostic.hints.push_back({fmt::format("there is `{}`", *same), {{span, *same}}});
    } else if (auto hint = diag::did_you_mean(written, span, names)) {
      diagnostic.hints.push_back(std::move(*hint));
    } else {
      diagnostic.notes.push_back(fmt::format("the language brings {}", fmt::join(known, ", ")));
      diagnostic.hints.push_back({fmt::format("a file is named by its path: `use \"./{}.sdg\"`", use.name.text), {}});
    }
  }

  std::uint32_t read(const std::string& path, std::string text) {
    const auto place = static_cast<std::uint32_t>(tree_.files.size());
    places_.emplace(path, place);
    const source::FileId id = sources_.add(path, std::move(text));
    const syntax::File& file = tree_.used.emplace_back(syntax::parse(sources_, id, diags_, tree_.expr_count));
    tree_.expr_count += static_cast<std::uint32_t>(file.exprs.size());
    add(file);
    return place;
  }

  /// A file that is known is fine, unless it is still being read: then it uses itself.
  std::optional<std::uint32_t> known_file(const UseDecl& use, std::uint32_t place) {
    const auto first = std::ranges::find(open_, place);
    if (first == open_.end()) return place;
    std::string path;
    for (auto step = first; step != open_.end(); ++step) {
      path += fmt::format("`{}` → ", sources_[tree_.files[*step].syntax->id].path());
    }
    path += fmt::format("`{}`", sources_[tree_.files[place].syntax->id].path());
    const source::Span span = use.file ? use.file->span : use.span;
    auto& diagnostic = diags_.report(Code::ModuleCycle, span, "modules use each other in a circle", path);
    diagnostic.hints.push_back({"move what both need to a file of its own", {}});
    return {};
  }

  source::SourceMap& sources_;
  source::Loader& loader_;
  diag::DiagSink& diags_;
  ModuleTree tree_;
  std::unordered_map<std::string, std::uint32_t> places_;  // by path
  std::unordered_set<std::string> missing_;                // paths, and modules of the language, that were told
  std::vector<std::uint32_t> open_;                        // from the program to the file that is read now
};

}  // namespace

ModuleTree load_modules(const syntax::File& root, source::SourceMap& sources, source::Loader& loader,
                        diag::DiagSink& diags) {
  return TreeLoader(sources, loader, diags).load(root);
}

}  // namespace sdg::sema
