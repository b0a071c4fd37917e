#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "compiler/syntax/code_text.h"
#include "compiler/syntax/foreign_block.h"
#include "compiler/syntax/foreign_type.h"
#include "compiler/syntax/habit.h"
#include "grammar/resync.hpp"

// Declarations of other languages: the hint is what was written, in the words of this one.
namespace sdg::syntax {
namespace {

using diag::Code;
using grammar::Wanted;

using Mend = diag::Hint (*)(const Mistake& m);

std::string_view behind_word(const Mistake& m) { return trimmed(behind(first_line(code_from(m)), m.found.size())); }

diag::Hint instead_of_word(const Mistake& m, std::string_view word) {
  const std::string_view rest = behind_word(m);
  diag::Hint hint = replacing(fmt::format("write `{} {}`", word, rest), m.span(), std::string(word));
  const char* behind = grammar::skip_blanks(rest.data() + rest.size(), m.end);
  if (behind != m.end && *behind == ';') hint.edits.push_back({m.span(behind, behind + 1), ""});
  return hint;
}

/// The statement is taken away, with its line break.
diag::Hint without_line(const Mistake& m, std::string text) {
  const char* last = grammar::skip_comment(m.next, m.end);
  last += grammar::line_break_length(last, m.end);
  return replacing(std::move(text), m.span(m.next, last), "");
}

/// `import std.judge` names a module of ours, `include "people.sdg"` a file; all else is there without being asked for.
diag::Hint mend_import(const Mistake& m) {
  std::string_view what = behind_word(m);
  if (what.starts_with('"')) {
    const std::string_view path = token_at(what.data(), m.end);
    const std::string inner(path.substr(1, path.size() - 2));
    const bool is_relative = inner.starts_with('.') || inner.starts_with('/');
    const std::string meant = fmt::format("use \"{}{}\"", is_relative ? "" : "./", inner);
    return replacing(fmt::format("write `{}`", meant), m.span(m.next, path.data() + path.size()), meant);
  }
  what = what.substr(0, what.find_first_of(" \t"));
  if (what.starts_with("std.")) return replacing(fmt::format("write `use {}`", what), m.span(), "use");
  return without_line(m,
                      "what is built in needs no import: leave the line out; a file is brought in with "
                      "`use \"./file.sdg\"`");
}

/// `x, y: str` with a type for each.
std::string typed_parameters(std::string_view inside, std::string_view body) {
  std::string text;
  for (const std::string_view param : split_at_commas(inside)) {
    const auto colon = find_outside(param, ":");
    const std::string_view name = trimmed(param.substr(0, colon));
    const auto meant =
        colon == param.npos ? std::optional<std::string>(likely_type(name, body)) : meant_type(param.substr(colon + 1));
    text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", name,
                        meant ? *meant : std::string(trimmed(param.substr(colon + 1))));
  }
  return text;
}

/// `double(x) -> int`, taken apart.
struct Head {
  std::string_view name, params, result, body;
  std::size_t length = 0;  // of the whole declaration
};

/// The body stands behind `:` and moved right, in braces, or behind `=`.
bool read_body(const Mistake& m, std::string_view rest, Head& head, std::string& scratch) {
  const auto sign = rest.find_first_of("{:=\n");
  if (sign == rest.npos || rest[sign] == '\n') return false;
  head.result = trimmed(rest.substr(0, sign));
  for (const std::string_view arrow : {"->", ":", "=>"}) {
    if (head.result.starts_with(arrow)) head.result = trimmed(head.result.substr(arrow.size()));
  }
  const char* end = nullptr;
  if (rest[sign] == '{') {
    const auto body = meant_body(rest.substr(sign));
    if (!body) return false;
    scratch = body->text;
    end = rest.data() + sign + body->length;
  } else {
    const bool is_python = rest[sign] == ':';
    const char* last = is_python ? m.file + braces_for_indentation(m, rest.data() + sign).back().span.begin
                                 : grammar::skip_comment(rest.data() + sign, m.end);
    std::string_view body = trimmed({rest.data() + sign + 1, static_cast<std::size_t>(last - rest.data() - sign - 1)});
    if (body.find('\n') != body.npos) return false;
    end = body.data() + body.size();
    body = first_line(body);
    if (find_outside(body, "return") == 0) body = trimmed(body.substr(6));
    scratch = body;
  }
  head.length = static_cast<std::size_t>(end - m.next);
  return !scratch.empty();
}

/// `def double(x): return x * 2` is `function double(x: float) = x * 2`.
diag::Hint mend_function(const Mistake& m) {
  const std::string_view code = code_from(m);
  const auto open = code.find('(');
  const auto close = open == code.npos ? code.npos : behind_closer(code, open);
  diag::Hint plain{"a function is one expression: `function f(x: int) -> int = x + 1`", {}};
  if (close == code.npos) return plain;
  Head head;
  head.name = trimmed(code.substr(m.found.size(), open - m.found.size()));
  head.params = code.substr(open + 1, close - open - 2);
  std::string body;
  if (!is_plain_word(head.name) || !read_body(m, code.substr(close), head, body)) return plain;
  const auto result = head.result.empty() ? std::nullopt : meant_type(head.result);
  const std::string meant = fmt::format("function {}({}){}{} = {}", head.name, typed_parameters(head.params, body),
                                        result ? " -> " : "", result.value_or(""), body);
  return replacing(fmt::format("write `{}`", meant), m.span(m.next, m.next + head.length), meant);
}

diag::Hint mend_param(const Mistake& m) {
  // `variable "topic" {`
  if (behind_word(m).starts_with('"')) return {"a parameter is one line: `param topic: string = \"tea\"`", {}};
  return instead_of_word(m, "param");
}

/// `class S:` and `interface S { a: string; }`
diag::Hint mend_schema(const Mistake& m) {
  diag::Hint hint = instead_of_word(m, "schema");
  const std::string_view line = first_line(code_from(m));
  if (line.ends_with(':')) {
    for (diag::Edit& edit : braces_for_indentation(m, line.data() + line.size() - 1)) hint.edits.push_back(edit);
    hint.text = fmt::format("write `schema {} {{ … }}`",
                            trimmed(line.substr(m.found.size(), line.size() - m.found.size() - 1)));
    return hint;
  }
  if (line.ends_with('{')) hint.text = fmt::format("write `schema {} … }}`", behind_word(m));
  return hint;
}

/// `enum Mood { calm, angry }` is `type Mood = "calm" | "angry"`.
diag::Hint mend_enum(const Mistake& m) {
  const std::string_view code = code_from(m);
  const auto open = code.find('{');
  const auto close = open == code.npos ? code.npos : behind_closer(code, open);
  if (close == code.npos) return {"a choice of texts is a type: `type Level = \"easy\" | \"hard\"`", {}};
  std::string meant;
  for (std::string_view value : split_at_commas(code.substr(open + 1, close - open - 2))) {
    const auto sign = find_outside(value, "=");
    if (sign != value.npos) value = trimmed(value.substr(sign + 1));
    meant += fmt::format("{}{}", meant.empty() ? "" : " | ",
                         value.starts_with('"') ? std::string(value) : in_double_quotes(value));
  }
  const std::string_view name = trimmed(code.substr(m.found.size(), open - m.found.size()));
  meant = fmt::format("type {} = {}", name, meant);
  return replacing(fmt::format("write `{}`", meant), m.span(m.next, m.next + close), meant);
}

diag::Hint mend_dataset(const Mistake& m) { return instead_of_word(m, "dataset"); }

diag::Hint mend_query(const Mistake& m) {
  const std::string_view rest = behind_word(m);
  std::string_view from;
  for (const std::string_view word : {"FROM", "from", "From"}) {
    if (const auto at = find_outside(rest, word); at != rest.npos)
      from = token_at(grammar::skip_blanks(rest.data() + at + 4, m.end), m.end);
  }
  const std::string source(from.empty() ? "rows" : from);
  return {fmt::format("rows are made by a dataset, a line a column: `dataset d from {} as r {{ name = r.name … }}`",
                      source),
          {}};
}

/// How other languages begin a declaration, and what mends it.
struct ForeignWord {
  std::string_view word, meant;
  Mend mend;
};
constexpr ForeignWord kForeignWords[] = {
    {"import", "use", mend_import},      {"from", "use", mend_import},         {"include", "use", mend_import},
    {"require", "use", mend_import},     {"def", "function", mend_function},   {"fn", "function", mend_function},
    {"func", "function", mend_function}, {"fun", "function", mend_function},   {"const", "param", mend_param},
    {"var", "param", mend_param},        {"val", "param", mend_param},         {"let", "param", mend_param},
    {"static", "param", mend_param},     {"variable", "param", mend_param},    {"class", "schema", mend_schema},
    {"struct", "schema", mend_schema},   {"interface", "schema", mend_schema}, {"record", "schema", mend_schema},
    {"enum", "type", mend_enum},         {"table", "dataset", mend_dataset},   {"pipeline", "dataset", mend_dataset},
    {"SELECT", "dataset", mend_query},   {"select", "dataset", mend_query},
};

/// A block of Terraform: its word, the one for it here, and how that is written.
struct TerraformBlock {
  std::string_view word, meant, form;
};
constexpr TerraformBlock kTerraformBlocks[] = {
    {"resource", "dataset",
     "rows are made by a dataset, a line a column: `dataset d { rows 100 … output \"d.jsonl\" }`"},
    {"data", "source", "what comes from outside is one line: `source people = read(\"people.jsonl\")`"},
    {"provider", "model", "a model is one line: `model writer = openai(\"gpt-4o\")`"},
    {"module", "use", "a file is brought in with one line: `use \"./people.sdg\"`"},
    {"locals", "param", "a parameter is one line: `param topic: string = \"tea\"`"},
};

bool tell_terraform(const Mistake& m) {
  const auto* block = std::ranges::find(kTerraformBlocks, m.found, &TerraformBlock::word);
  if (block == std::end(kTerraformBlocks)) return false;
  const std::string_view head = behind_word(m);
  if (!head.ends_with('{') || !(head.starts_with('"') || head == "{")) return false;
  m.builder
      .report(Code::ForeignDeclaration, m.span(), fmt::format("`{}` is written `{}` here", block->word, block->meant))
      .hints.push_back({std::string(block->form), {}});
  return true;
}

/// `---` between parts of a file of YAML or Markdown.
bool tell_rule(const Mistake& m) {
  const std::string_view line = first_line(code_from(m));
  if (line.size() < 3 || line.find_first_not_of("-=*") != line.npos) return false;
  m.builder.report(m.code(), span_of(m, line), fmt::format("`{}` begins no declaration", line))
      .hints.push_back(without_line(m, "leave the line out"));
  return true;
}

}  // namespace

bool tell_foreign_declaration(const Mistake& m) {
  if (m.wanted() != Wanted::Declaration) return false;
  if (tell_rule(m) || tell_terraform(m)) return true;
  const auto* foreign = std::ranges::find(kForeignWords, m.found, &ForeignWord::word);
  if (foreign == std::end(kForeignWords)) return false;
  const char* next = grammar::skip_blanks(m.next + m.found.size(), m.end);
  if (next != m.end && (*next == '=' || *next == ':')) return false;
  auto& diag = m.builder.report(Code::ForeignDeclaration, m.span(),
                                fmt::format("`{}` is written `{}` here", foreign->word, foreign->meant));
  diag.hints.push_back(foreign->mend(m));
  return true;
}

}  // namespace sdg::syntax
