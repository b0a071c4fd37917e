#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "compiler/sema/checker.h"

// Names that stand for nothing: what was most likely meant.
namespace sdg::sema {

using namespace syntax;
using diag::Code;
using plan::TypeKind;

namespace {

struct ForeignValue {
  std::string_view word, meant;
};
constexpr ForeignValue kValues[] = {{"undefined", "null"}, {"nil", "null"},    {"NULL", "null"},
                                    {"Null", "null"},      {"NaN", "null"},    {"TRUE", "true"},
                                    {"yes", "true"},       {"FALSE", "false"}, {"no", "false"}};

/// `env.KEY`, `os.environ["KEY"]`, `process.env.KEY`: how long it is, and which variable it reads.
struct Variable {
  std::size_t length = 0;
  std::string_view name;
};
Variable variable_of(std::string_view code) {
  for (const std::string_view prefix : {"env.", "process.env.", "os.environ[\"", "env[\"", "process.env[\""}) {
    if (!code.starts_with(prefix)) continue;
    std::size_t end = prefix.size();
    while (end < code.size() && (std::isalnum(static_cast<unsigned char>(code[end])) != 0 || code[end] == '_')) ++end;
    const std::string_view name = code.substr(prefix.size(), end - prefix.size());
    if (!name.empty()) return {end + (prefix.ends_with('"') ? 2 : 0), name};
  }
  return {};
}

/// `about ${topic}` between backticks is a text.
std::optional<std::string> meant_text(const Name& name) {
  if (!name.quoted || name.text.find_first_of("${} ") == name.text.npos) return std::nullopt;
  std::string text;
  for (std::size_t i = 0; i < name.text.size(); ++i) {
    const bool is_dollar = name.text[i] == '$' && name.text.substr(i + 1).starts_with('{');
    if (!is_dollar) text += name.text[i] == '"' ? "\\\"" : std::string(1, name.text[i]);
  }
  return "\"" + text + "\"";
}

}  // namespace

/// A word or form of another language; false where the name is none.
bool Checker::report_foreign_name(const Name& name) {
  const auto* value = std::ranges::find(kValues, name.text, &ForeignValue::word);
  if (value != std::end(kValues) && !name.quoted) {
    error(Code::ForeignLiteral, name.span, fmt::format("`{}` is written `{}` here", name.text, value->meant))
        .hints.push_back({fmt::format("write `{}`", value->meant), {{name.span, std::string(value->meant)}}});
    return true;
  }
  const std::string_view code = surroundings_.sources[name.span.file].text().substr(name.span.begin);
  if (const Variable variable = variable_of(code); variable.length > 0) {
    const source::Span all{name.span.file, name.span.begin,
                           name.span.begin + static_cast<std::uint32_t>(variable.length)};
    const std::string meant = fmt::format("env(\"{}\")", variable.name);
    error(Code::UnknownName, name.span, fmt::format("there is no `{}` here", name.text))
        .hints.push_back({fmt::format("a variable of the environment is `{}`", meant), {{all, meant}}});
    return true;
  }
  return false;
}

/// Inside its own expression a column's name means one outside, and there is none.
bool Checker::report_own_name(const Name& name) {
  if (!place_.dataset || !place_.column || place_.dataset->columns[*place_.column].name != name.text) return false;
  auto& diagnostic =
      error(Code::UnknownColumn, name.span, fmt::format("`{}` is the column that is made here", name.text),
            "in its own expression its name means another, and there is none");
  if (!place_.its.empty()) diagnostic.hints.push_back({"in a `where` the value is called `it`", {{name.span, "it"}}});
  return true;
}

/// What the name is a part of: a field of what the rows are made from, or a column of another dataset.
void Checker::suggest_owner(diag::Diagnostic& diagnostic, const Name& name) {
  if (!place_.dataset) return;
  for (const InputInfo& input : place_.dataset->inputs) {
    if (type(input.row).kind != TypeKind::Record || !module_.types.find_field(input.row, name.text)) continue;
    const std::string meant = fmt::format("{}.{}", input.alias, name.text);
    diagnostic.hints.push_back({fmt::format("there is `{}`", meant), {{name.span, meant}}});
    return;
  }
  for (const DatasetInfo& other : module_.datasets) {
    const bool has_it =
        &other != place_.dataset && std::ranges::any_of(other.decl->lines, [&](const DatasetLine& line) {
          return line.kind == DatasetLineKind::Column && line.name.text == name.text;
        });
    if (!has_it) continue;
    diagnostic.notes.push_back(
        fmt::format("`{}` is a column of `{}`, whose rows are read with `dataset {} from {} as row`", name.text,
                    other.decl->name.text, place_.dataset->decl->name.text, other.decl->name.text));
    return;
  }
}

/// `n = 3 // count` is a division by `count`.
void Checker::suggest_comment(diag::Diagnostic& diagnostic, const Name& name) {
  const std::string_view text = surroundings_.sources[name.span.file].text();
  const std::string_view before = text.substr(0, name.span.begin);
  const auto sign = before.rfind("//");
  if (sign == before.npos || before.find_first_not_of(' ', sign + 2) != before.npos) return;
  const auto behind = text.find_first_not_of(" \t\r", name.span.end);
  if (behind != text.npos && text[behind] != '\n' && text[behind] != '#') return;
  const auto begin = static_cast<std::uint32_t>(sign);
  diagnostic.hints.push_back({"`//` divides; a comment begins with `#`", {{{name.span.file, begin, begin + 2}, "#"}}});
}

void Checker::report_unknown_name(const Name& name) {
  if (report_foreign_name(name) || report_own_name(name)) return;
  auto& diagnostic =
      place_.dataset ? error(Code::UnknownColumn, name.span, fmt::format("there is no column `{}` here", name.text),
                             fmt::format("not a column, parameter or source of `{}`", place_.dataset->decl->name.text))
                     : error(Code::UnknownName, name.span, fmt::format("there is no `{}` here", name.text),
                             "not a parameter, source or variable in scope");
  suggest_owner(diagnostic, name);
  if (const auto builtin = plan::find_builtin(name.text); builtin && plan::spec(*builtin).signature.starts_with("()")) {
    const std::string meant = fmt::format("{}()", name.text);
    diagnostic.hints.push_back({fmt::format("it is called: `{}`", meant), {{name.span, meant}}});
  }
  if (diagnostic.hints.empty()) suggest(diagnostic, name, values_in_scope());
  if (!diagnostic.hints.empty()) return;
  suggest_comment(diagnostic, name);
  if (name.text == "loop") diagnostic.hints.push_back(loop_hint());
  if (const auto text = meant_text(name))
    diagnostic.hints.push_back({fmt::format("strings stand in double quotes: `{}`", *text), {{name.span, *text}}});
}

}  // namespace sdg::sema
