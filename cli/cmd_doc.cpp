#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/files.h"
#include "cli/terminal.h"
#include "compiler/diag/code.h"
#include "compiler/diag/suggestion.h"
#include "compiler/reference/module_page.h"
#include "compiler/reference/render.h"
#include "compiler/sema/module_tree.h"
#include "compiler/syntax/parse.h"

namespace sdg::cli {

namespace {

constexpr std::string_view kStandard = "std.";

/// Writes over files that are there: they are made of the tables.
int write_pages(const std::vector<reference::Page>& pages, const std::string& folder) {
  std::error_code trouble;
  std::filesystem::create_directories(folder, trouble);
  for (const reference::Page& page : pages) {
    if (const auto written = replace_file(folder + "/" + page.file, page.text); !written) {
      say_error(written.failure().message);
      return kCannotWrite;
    }
  }
  return kDone;
}

int show_all(const DocOptions& options) {
  switch (options.format) {
    case DocFormat::Json: say(reference::to_json()); return kDone;
    case DocFormat::Markdown: {
      const auto pages = reference::markdown_pages();
      if (!options.folder.empty()) return write_pages(pages, options.folder);
      for (const reference::Page& page : pages) say(page.text);
      return kDone;
    }
    case DocFormat::Text:
      for (const reference::Entry& entry : reference::entries()) say(reference::as_text(entry) + "\n");
      return kDone;
  }
  return kDone;
}

/// A module of the language by the name of its `use`.
std::string standard_module_page(const std::string& name) {
  const auto modules = sema::standard_modules();
  const auto module = std::ranges::find(modules, name.substr(kStandard.size()) + ".sdg", &source::EmbeddedFile::name);
  if (module == modules.end()) return {};
  source::SourceMap sources;
  diag::DiagSink diags;
  const auto file = sources.add(name, std::string(module->text));
  const syntax::File parsed = syntax::parse(sources, file, diags);
  return reference::module_page(name, parsed, module->text);
}

int tell_nothing_known(const std::string& name) {
  if (diag::code_from_text(name)) {
    say_error(fmt::format("a mistake has a page of its own: `sdgc explain {}`", name));
    return kUsage;
  }
  std::vector<std::string> modules;
  for (const auto& module : sema::standard_modules())
    modules.push_back(std::string(kStandard) + std::string(module.name.substr(0, module.name.rfind('.'))));
  std::vector<std::string_view> names = reference::names();
  names.insert(names.end(), modules.begin(), modules.end());
  const auto near = diag::closest(name, names);
  say_error(fmt::format("nothing is called `{}`; {}", name,
                        near ? fmt::format("there is `{}`", *near) : "`sdgc doc` lists what there is"));
  return kUsage;
}

}  // namespace

int doc(const DocOptions& options) {
  if (options.all) return show_all(options);
  if (options.name.empty()) {
    say(reference::overview());
    return kDone;
  }
  const auto found = reference::find(options.name);
  const std::string module = options.name.starts_with(kStandard) ? standard_module_page(options.name) : "";
  if (found.empty() && module.empty()) return tell_nothing_known(options.name);
  if (!module.empty()) print(module);
  for (const reference::Entry* entry : found) say((entry == found.front() ? "" : "\n") + reference::as_text(*entry));
  return kDone;
}

}  // namespace sdg::cli
