#include "compiler/format/format.h"

#include <algorithm>

#include "compiler/format/printer.h"

namespace sdg::format {
namespace {

bool has_block(const syntax::Decl& decl) {
  using enum syntax::DeclKind;
  switch (decl.kind) {
    case Schema:
    case Dataset:
    case Test: return true;
    case Generator: return decl.as<syntax::GeneratorDecl>().body == nullptr;
    case Error:
    case Use:
    case Param:
    case Type:
    case Source:
    case Model:
    case Prompt:
    case Function:
    case Sampler: return false;
  }
  return false;
}

/// Sees to it that there is an empty line: before the comments, which belong to what follows them.
void separate(Gap& gap) {
  if (gap.blank_line || std::ranges::any_of(gap.comments, &GapComment::blank_line)) return;
  const auto comment = std::ranges::find_if(gap.comments, &GapComment::own_line);
  (comment == gap.comments.end() ? gap.blank_line : comment->blank_line) = true;
}

/// The line break that the file's first line ends with.
std::string_view line_break_of(std::string_view text) {
  const auto first = text.find('\n');
  return first != text.npos && first > 0 && text[first - 1] == '\r' ? "\r\n" : "\n";
}

}  // namespace

std::optional<std::string> Printer::run() && {
  constexpr Lead kTopLevel{.line = true, .keeps_blank_line = true};
  edition();
  bool after_block = false;
  for (std::size_t i = 0; i < file_.decls.size(); ++i) {
    const syntax::Decl* const one = file_.decls[i];
    if (i + 1 < file_.decls.size() && is_read_again(one->span, file_.decls[i + 1]->span)) continue;
    if (reader_.position() != one->span.begin) return std::nullopt;
    if (after_block || has_block(*one)) separate(reader_.gap());
    lead(kTopLevel);
    decl(*one);
    after_block = has_block(*one);
  }
  if (!reader_.at_end()) return std::nullopt;
  print_comments(reader_.gap().comments, kTopLevel);
  return std::move(page_).finish(line_break_of(text_));
}

void Printer::edition() {
  constexpr std::string_view kWord = "sdg";
  if (!reader_.at("sdg ") && !reader_.at("sdg\t")) return;
  lead({.line = true, .keeps_blank_line = true});
  token(kWord);
  space();
  const auto end = std::min(text_.find_first_not_of("0123456789_", reader_.position()), text_.size());
  page_.put(reader_.take(static_cast<std::uint32_t>(end)));
}

void Printer::decl(const syntax::Decl& decl) {
  const std::size_t lines = page_.size();
  decl_body(decl);
  if (!lost_ && reader_.token_end() == decl.span.end) return;
  lost_ = false;
  page_.go_back(lines);
  reader_.move_to(decl.span.begin);
  copy(decl.span);
}

std::optional<std::string> format(const syntax::File& file, const source::SourceMap& sources) {
  return Printer(file, sources[file.id].text()).run();
}

}  // namespace sdg::format
