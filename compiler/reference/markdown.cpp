#include <fmt/format.h>

#include "compiler/reference/mistakes.h"
#include "compiler/reference/render.h"

namespace sdg::reference {

namespace {

constexpr std::string_view kOrigin =
    "<!-- Made of the compiler's tables by `sdgc doc --all --format md -o docs/reference`: edit those. -->\n";

std::string fenced(std::string_view language, std::string_view text) {
  return fmt::format("```{}\n{}\n```\n", language, text);
}

std::string entry_markdown(const Entry& entry) {
  std::string text = fmt::format("\n## `{}`\n\n{}{}{}\n\n", entry.name, entry.doc,
                                 entry.group == Group::Keyword ? fmt::format(" ({})", entry.section) : "",
                                 entry.later ? " — not yet in this version" : "");
  if (!entry.forms.empty()) text += fenced("", fmt::format("{}", fmt::join(entry.forms, "\n"))) + "\n";
  const bool is_jinja = entry.group == Group::JinjaFilter || entry.group == Group::JinjaTest;
  return text + fenced(is_jinja ? "jinja" : "sdg", entry.example);
}

Page group_page(const GroupSpec& group) {
  std::string text = fmt::format("# {}\n\n{}\n{}\n", group.title, kOrigin, group.intro);
  for (const Entry& entry : entries())
    if (entry.group == group.group) text += entry_markdown(entry);
  return {std::string(group.file) + ".md", std::move(text)};
}

Page mistakes_page() {
  std::string text = fmt::format(
      "# Mistakes\n\n{}\n`sdgc explain CODE` says why one is a mistake, with a wrong and a right example.\n\n"
      "| code | | what it is |\n|---|---|---|\n",
      kOrigin);
  for (const diag::Code code : mistakes_by_number())
    text += fmt::format("| {} | {} | {} |\n", diag::code_text(code), diag::is_warning(code) ? "warning" : "error",
                        diag::title(code));
  return {"mistakes.md", std::move(text)};
}

Page first_page() {
  std::string text = fmt::format(
      "# Reference\n\n{}\nWhat `sdgc doc NAME` says, page by page. The grammar itself is in "
      "[GRAMMAR.md](../../grammar/GRAMMAR.md).\n\n",
      kOrigin);
  for (const GroupSpec& group : groups()) text += fmt::format("- [{}]({}.md)\n", group.title, group.file);
  text +=
      "- [Mistakes](mistakes.md)\n\n"
      "For programs, `sdgc doc --all --format json` says the same as one object: a list by the name of each page, of\n"
      "`{\"name\", \"doc\", \"example\"}`, with `\"forms\"` (how it is written, a text each), `\"section\"` (of a "
      "keyword: where it\n"
      "has its meaning) and `\"later\": true` (this version does not have it) where they say something; and "
      "`\"mistakes\"`, of\n"
      "`{\"code\", \"level\", \"title\"}`. Members may be added; none is renamed without a higher `\"version\"`.\n";
  return {"README.md", std::move(text)};
}

}  // namespace

std::vector<Page> markdown_pages() {
  std::vector<Page> pages{first_page()};
  for (const GroupSpec& group : groups()) pages.push_back(group_page(group));
  pages.push_back(mistakes_page());
  return pages;
}

}  // namespace sdg::reference
