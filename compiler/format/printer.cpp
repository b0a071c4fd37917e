#include "compiler/format/printer.h"

namespace sdg::format {

void Printer::lead(const Lead& lead) {
  if (lost_) return;
  const Gap gap = reader_.take_gap();
  print_comments(gap.comments, lead);
  if (lead.line || !gap.comments.empty()) {
    page_.begin_line(lead.indent, lead.keeps_blank_line && gap.blank_line && !lead.closes);
  } else if (lead.space) {
    page_.put(" ");
  }
}

void Printer::print_comments(const std::vector<GapComment>& comments, const Lead& lead) {
  bool behind_code = !page_.at_line_begin();
  for (const GapComment& comment : comments) {
    if (behind_code && !comment.own_line) {
      page_.put_comment(comment.text, column(comment.begin));
    } else {
      page_.begin_line(lead.indent + (lead.closes ? 1 : 0), lead.keeps_blank_line && comment.blank_line);
      page_.put(comment.text);
    }
    behind_code = false;
  }
}

void Printer::token(std::string_view text) {
  glue();
  if (lost_ || !reader_.at(text)) {
    lost_ = true;
    return;
  }
  page_.put(reader_.take(reader_.position() + static_cast<std::uint32_t>(text.size())));
}

void Printer::copy(syntax::Span span) {
  glue();
  if (lost_ || reader_.position() != span.begin) {
    lost_ = true;
    return;
  }
  page_.put(reader_.take(span.end));
}

void Printer::word(std::string_view text) {
  space();
  token(text);
}

void Printer::name(const syntax::Name& name) {
  space();
  copy(name);
}

void Printer::path(std::span<const syntax::Name> path) {
  for (const syntax::Name& part : path) {
    if (&part != &path.front()) token(".");
    copy(part);
  }
}

void Printer::sign(std::uint32_t begin, bool typed) {
  const std::uint32_t at = reader_.position();
  const std::string_view before = text_.substr(0, at);
  const bool padded = before.ends_with("  ") || before.ends_with('\t');
  page_.mark_sign(column(at) - std::min(column(at), column(begin)), padded, typed);
  word("=");
}

std::size_t Printer::column(std::uint32_t offset) const { return last_line_width(text_.substr(0, offset)); }

}  // namespace sdg::format
