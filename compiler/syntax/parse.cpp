#include "compiler/syntax/parse.h"

#include <fmt/format.h>

#include "compiler/syntax/builder.h"
#include "compiler/syntax/encoding.h"
#include "compiler/syntax/entry.h"

namespace sdg::syntax {
namespace {

using diag::Code;

Span byte_at(source::FileId id, std::size_t offset) {
  const auto begin = static_cast<std::uint32_t>(offset);
  return {id, begin, begin + 1};
}

bool is_utf16(std::string_view text) { return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"); }

/// Whether the file is text that can be read at all.
bool is_readable(std::string_view text, source::FileId id, diag::DiagSink& diags) {
  if (text.size() > kMaxFileSize) {
    diags.report(Code::FileTooLarge, {id, 0, 0}, fmt::format("this file is larger than {} MB", kMaxFileSize >> 20))
        .hints.push_back({"data belongs in files of their own, read by a `source`", {}});
    return false;
  }
  if (const auto nul = text.find('\0'); !is_utf16(text) && nul != text.npos) {
    diags.report(Code::NulByte, byte_at(id, nul), "this file holds a NUL byte", "a program is text");
    return false;
  }
  const auto invalid = find_invalid_utf8(text);
  if (!invalid) return true;
  auto& diag = diags.report(
      Code::NotUtf8, byte_at(id, *invalid), "this file is not UTF-8",
      fmt::format("the byte 0x{:02X} belongs to no character", static_cast<unsigned char>(text[*invalid])));
  if (is_utf16(text)) diag.notes.push_back("it looks like UTF-16");
  diag.hints.push_back({"save it as UTF-8", {}});
  return false;
}

using Match = void (*)(Builder&, const std::string&);

File parse_with(Match match, const source::SourceMap& sources, source::FileId id, diag::DiagSink& diags,
                ExprId first_expr) {
  File file;
  file.id = id;
  file.first_expr = first_expr;
  const source::SourceFile& source = sources[id];
  if (!is_readable(source.text(), id, diags)) return file;
  Builder builder(source, file, diags);
  try {
    match(builder, source.path());
  } catch (const TooManyErrors& stop) {
    diags.report(Code::TooManyMistakes, stop.span,
                 fmt::format("more than {} mistakes: the rest of the file is not read", kMaxErrors));
  }
  if (match == &match_file) file.doc = builder.file_docs();
  return file;
}

}  // namespace

File parse(const source::SourceMap& sources, source::FileId file, diag::DiagSink& diags, ExprId first_expr) {
  return parse_with(&match_file, sources, file, diags, first_expr);
}

File parse_template(const source::SourceMap& sources, source::FileId file, diag::DiagSink& diags, ExprId first_expr) {
  return parse_with(&match_template, sources, file, diags, first_expr);
}

}  // namespace sdg::syntax
