#include <algorithm>

#include "compiler/jinja/library.h"

namespace sdg::jinja {

using plan::JinjaBody;
using plan::JinjaExprKind;
using plan::JinjaStatement;
using plan::JinjaStatementKind;
using plan::JinjaTemplateId;

namespace {

/// The includes of a body whose path is plain, in the order of the page.
void find_includes(const JinjaBody& body, std::vector<const JinjaStatement*>& found) {
  for (const JinjaStatement& statement : body) {
    const bool is_plain = statement.kind == JinjaStatementKind::Include &&
                          statement.exprs[0].kind == JinjaExprKind::Literal && statement.exprs[0].value.is_string();
    if (is_plain) found.push_back(&statement);
    for (const JinjaBody& inner : statement.bodies) find_includes(inner, found);
  }
}

}  // namespace

std::optional<std::string> Library::resolved_text(JinjaTemplateId id, std::size_t most) const {
  std::string resolved;
  return resolve(id, resolved, most) ? std::optional(std::move(resolved)) : std::nullopt;
}

bool Library::resolve(JinjaTemplateId id, std::string& resolved, std::size_t& room) const {
  const plan::JinjaTemplate& jinja = templates_[id.index];
  std::vector<const JinjaStatement*> includes;
  find_includes(jinja.body, includes);
  std::string_view text = sources_[files_[id.index]].text();
  // As rendered: the last line break of a file is not part of it.
  if (text.ends_with('\n')) text.remove_suffix(1);
  std::size_t at = 0;
  const auto add = [&](std::size_t end) {
    // An include takes room as well: a few empty files can include each other very often.
    const bool has_room = end - at < room;
    if (has_room) resolved += text.substr(at, end - at);
    room -= has_room ? end - at + 1 : 0;
    return has_room;
  };
  for (const JinjaStatement* include : includes) {
    const auto reach = std::ranges::find(jinja.reaches, include->exprs[0].value.text(), &plan::JinjaReach::written);
    const auto end = text.find("%}", include->exprs[0].span.end);
    if (reach == jinja.reaches.end() || end == std::string_view::npos) continue;
    if (!add(include->span.begin) || !resolve(reach->target, resolved, room)) return false;
    at = end + 2;
  }
  return add(text.size());
}

}  // namespace sdg::jinja
