#include "cli/standard_docs.h"

#include <algorithm>

#include "compiler/reference/module_page.h"
#include "compiler/sema/module_tree.h"
#include "compiler/syntax/parse.h"

namespace sdg::cli {

namespace {

constexpr std::string_view kPrefix = "std.";

std::string name_of(const source::EmbeddedFile& module) {
  return std::string(kPrefix) + std::string(module.name.substr(0, module.name.rfind('.')));
}

std::string docs_of(const source::EmbeddedFile& module, std::string_view declaration) {
  source::SourceMap sources;
  diag::DiagSink diags;
  const syntax::File file = syntax::parse(sources, sources.add(name_of(module), std::string(module.text)), diags);
  if (declaration.empty()) return reference::module_page(name_of(module), file, module.text);
  const auto decl = std::ranges::find(file.decls, declaration, [](const syntax::Decl* one) { return one->name.text; });
  return decl == file.decls.end() ? "" : reference::declaration_docs(**decl, module.text);
}

}  // namespace

std::vector<std::string> standard_module_names() {
  std::vector<std::string> names;
  for (const auto& module : sema::standard_modules()) names.push_back(name_of(module));
  return names;
}

std::string standard_docs(const std::string& name) {
  for (const auto& module : sema::standard_modules()) {
    const std::string known = name_of(module);
    if (name == known) return docs_of(module, {});
    if (name.starts_with(known + ".")) return docs_of(module, std::string_view(name).substr(known.size() + 1));
  }
  return {};
}

}  // namespace sdg::cli
