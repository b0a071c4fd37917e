#include <fmt/format.h>

#include <filesystem>

#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/files.h"
#include "cli/standard_docs.h"
#include "cli/terminal.h"
#include "compiler/diag/code.h"
#include "compiler/diag/suggestion.h"
#include "compiler/reference/render.h"

namespace sdg::cli {

namespace {

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

int tell_nothing_known(const std::string& name) {
  if (diag::code_from_text(name)) {
    say_error(fmt::format("a mistake has a page of its own: `sdgc explain {}`", name));
    return kUsage;
  }
  const std::vector<std::string> modules = standard_module_names();
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
    print(reference::overview());
    say(fmt::format("\nModules, each by `use`\n  {}\n\n`sdgc doc NAME` says what one is, with an example.",
                    fmt::join(standard_module_names(), " ")));
    return kDone;
  }
  const auto found = reference::find(options.name);
  const std::string module = standard_docs(options.name);
  if (found.empty() && module.empty()) return tell_nothing_known(options.name);
  print(module);
  for (const reference::Entry* entry : found) say((entry == found.front() ? "" : "\n") + reference::as_text(*entry));
  return kDone;
}

}  // namespace sdg::cli
