#include "compiler/reference/module_page.h"

#include <fmt/format.h>

namespace sdg::reference {

namespace {

using namespace syntax;

/// Where the part of a declaration ends that its users need: before what it is made of.
std::uint32_t end_of_head(const Decl& decl) {
  using enum DeclKind;
  switch (decl.kind) {
    case Function: return decl.as<FunctionDecl>().body->span.begin;
    case Sampler: return decl.as<SamplerDecl>().body->span.begin;
    case Generator: {
      const auto& generator = decl.as<GeneratorDecl>();
      if (generator.body) return generator.body->span.begin;
      return generator.lines.empty() ? decl.span.end : generator.lines.front().span.begin;
    }
    case Type:
    case Schema:
    case Param: return decl.span.end;
    case Error:
    case Use:
    case Source:
    case Model:
    case Prompt:
    case Dataset:
    case Test: return decl.span.begin;
  }
  return decl.span.begin;
}

/// Without the sign that what is left out begins with.
std::string_view trimmed_end(std::string_view text) {
  const auto last = text.find_last_not_of(" \t\r\n={");
  return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

std::string indented(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    result += (end > 0 ? "  " : "") + std::string(text.substr(0, end)) + "\n";
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return result;
}

}  // namespace

std::string module_page(std::string_view name, const File& file, std::string_view text) {
  std::string page = fmt::format("`{}`, a module: `use {}`\n\n", name, name);
  if (!file.doc.empty()) page += std::string(file.doc) + "\n";
  for (const Decl* decl : file.decls) {
    const std::string docs = declaration_docs(*decl, text);
    if (!docs.empty()) page += "\n" + docs;
  }
  return page;
}

std::string declaration_docs(const Decl& decl, std::string_view text) {
  const bool has_body =
      decl.kind == DeclKind::Function || decl.kind == DeclKind::Sampler || decl.kind == DeclKind::Generator;
  std::string_view head = text.substr(decl.span.begin, end_of_head(decl) - decl.span.begin);
  if (has_body) head = trimmed_end(head);
  return head.empty() ? "" : indented(head) + indented(indented(decl.doc));
}

}  // namespace sdg::reference
