#include <fmt/format.h>

#include "compiler/reference/render.h"

namespace sdg::reference {

namespace {

std::string indented_code(std::string_view text) {
  std::string result = "  ";
  for (const char c : text) result += c == '\n' ? std::string("\n  ") : std::string(1, c);
  return result;
}

/// Names in lines of at most so many cells.
std::string wrapped(const std::vector<std::string_view>& names) {
  constexpr std::size_t kWidth = 76;
  std::string text, line;
  for (const std::string_view name : names) {
    if (line.size() + 1 + name.size() > kWidth) {
      text += "  " + line + "\n";
      line.clear();
    }
    line += (line.empty() ? "" : " ") + std::string(name);
  }
  return text + "  " + line + "\n";
}

std::vector<std::string_view> names_in(Group group) {
  std::vector<std::string_view> names;
  for (const Entry& entry : entries())
    if (entry.group == group && (names.empty() || names.back() != entry.name)) names.push_back(entry.name);
  return names;
}

}  // namespace

std::string as_text(const Entry& entry) {
  const std::string_view one = spec(entry.group).one;
  const std::string_view article = one.starts_with('o') ? "an" : "a";
  std::string text = fmt::format("`{}`, {} {}{}\n\n", entry.name, article, one,
                                 entry.later ? ": this version does not have it yet" : "");
  for (const std::string& form : entry.forms) text += "  " + form + "\n";
  if (!entry.forms.empty()) text += "\n";
  text += std::string(entry.doc) + "\n\nExample:\n" + indented_code(entry.example);
  return text;
}

std::string overview() {
  std::string text;
  for (const GroupSpec& group : groups())
    text += fmt::format("{}{}\n{}", text.empty() ? "" : "\n", group.title, wrapped(names_in(group.group)));
  return text;
}

}  // namespace sdg::reference
