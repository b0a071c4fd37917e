#include "compiler/syntax/cook.h"

#include <algorithm>

#include <fmt/format.h>

#include "compiler/source/ascii.h"
#include "compiler/syntax/text_lines.h"
#include "grammar/stop.h"

namespace sdg::syntax {
namespace {

using diag::Code;

void append_utf8(std::string& out, char32_t code) {
  const auto byte = [&out](char32_t value) { out += static_cast<char>(value); };
  const auto tail = [&](int shift) { byte(0x80 | ((code >> shift) & 0x3F)); };
  if (code < 0x80) return byte(code);
  if (code < 0x800) {
    byte(0xC0 | (code >> 6));
  } else if (code < 0x10000) {
    byte(0xE0 | (code >> 12));
    tail(6);
  } else {
    byte(0xF0 | (code >> 18));
    tail(12);
    tail(6);
  }
  tail(0);
}

std::string_view name_of(TagKind kind) {
  switch (kind) {
    case TagKind::Unknown: return "";
    case TagKind::If: return "if";
    case TagKind::Elif: return "elif";
    case TagKind::Else: return "else";
    case TagKind::Endif: return "endif";
    case TagKind::For: return "for";
    case TagKind::Endfor: return "endfor";
    case TagKind::Set: return "set";
    case TagKind::Include: return "include";
    case TagKind::Raw: return "raw";
    case TagKind::Endraw: return "endraw";
  }
  return "";
}

/// A `{% if %}` or `{% for %}` that is open.
struct OpenTag {
  const Segment* segment;
  std::size_t pieces;    // how many were there before the branch at hand
  std::size_t branches;  // and before the first one
  const Expr* condition;
  bool has_else = false;
};

class Cook {
 public:
  Cook(Builder& builder, const StringForm& form, std::span<const Segment> segments)
      : builder_(builder), form_(form), segments_(segments), lines_(builder.text(), segments, form.long_form) {}

  void cook() {
    for (std::size_t i = 0; i < segments_.size(); ++i) add(i);
    finish_text();
    while (!open_.empty()) {
      report_unclosed(open_.back());
      close_tag(open_.back().segment->end);
    }
    auto node = builder_.node<StringExpr>(form_.span);
    node.pieces = builder_.file.arena.copy(pieces_);
    node.raw = form_.raw;
    node.long_form = form_.long_form;
    builder_.push(node, height_);
  }

 private:
  void add(std::size_t index) {
    const Segment& segment = segments_[index];
    switch (segment.kind) {
      case SegmentKind::Text: return add_text(segment, [&](std::string& out) { lines_.append(index, out); });
      case SegmentKind::Escape:
        return add_text(segment, [&](std::string& out) { append_utf8(out, segment.code_point); });
      case SegmentKind::Comment: return;
      case SegmentKind::Value: return add_value(segment);
      case SegmentKind::Tag: return add_tag(segment);
    }
  }

  void add_text(const Segment& segment, auto&& append) {
    const std::size_t before = text_.size();
    append(text_);
    if (trims_) {
      const auto kept =
          std::find_if_not(text_.begin() + static_cast<std::ptrdiff_t>(before), text_.end(), source::is_blank);
      text_.erase(text_.begin() + static_cast<std::ptrdiff_t>(before), kept);
      if (text_.size() > before) trims_ = false;
    }
    if (text_.size() == before) return;
    if (before == 0) text_begin_ = segment.begin;
    text_end_ = segment.end;
  }

  void finish_text() {
    if (text_.empty()) return;
    Piece piece{};
    piece.kind = PieceKind::Text;
    piece.span = builder_.span(text_begin_, text_end_);
    // Most text is printed as it stands in the file, and needs no copy.
    const std::string_view written = builder_.text(piece.span);
    piece.text = written == text_ ? written : builder_.file.arena.copy(std::string_view(text_));
    add_piece(piece);
    text_.clear();
  }

  void add_piece(const Piece& piece) { pieces_.push_back(builder_.file.arena.make(piece)); }

  Piece piece_of(PieceKind kind, const Segment& segment) const {
    Piece piece{};
    piece.kind = kind;
    piece.span = builder_.span(segment.begin, segment.end);
    piece.value = segment.value;
    piece.name = segment.name;
    piece.text = segment.path;
    return piece;
  }

  void add_value(const Segment& segment) {
    finish_text();
    trims_ = false;
    note_height(segment.value);
    add_piece(piece_of(PieceKind::Value, segment));
  }

  void add_tag(const Segment& segment) {
    if (segment.trim_before) {
      while (!text_.empty() && source::is_blank(text_.back())) text_.pop_back();
    }
    trims_ = segment.trim_after;
    const bool prints_nothing =
        segment.tag == TagKind::Raw || segment.tag == TagKind::Endraw || segment.tag == TagKind::Unknown;
    if (prints_nothing) return;
    finish_text();
    note_height(segment.value);
    switch (segment.tag) {
      case TagKind::If:
      case TagKind::For: return open_tag(segment);
      case TagKind::Elif:
      case TagKind::Else: return next_branch(segment);
      case TagKind::Endif:
      case TagKind::Endfor: return end_tag(segment);
      case TagKind::Set: return add_piece(piece_of(PieceKind::Set, segment));
      case TagKind::Include: return add_piece(piece_of(PieceKind::Include, segment));
      case TagKind::Unknown:
      case TagKind::Raw:
      case TagKind::Endraw: return;
    }
  }

  void note_height(const Expr* value) {
    if (value != nullptr) height_ = std::max(height_, value->height + static_cast<std::uint32_t>(open_.size()));
  }

  void open_tag(const Segment& segment) {
    if (open_.size() >= kMaxNesting) {
      builder_.report(Code::TooDeep, builder_.span(segment.begin, segment.end), "tags are nested too deeply",
                      fmt::format("more than {} inside each other", kMaxNesting));
      throw grammar::Stop{};
    }
    const Expr* condition = segment.tag == TagKind::If ? segment.value : nullptr;
    open_.push_back({&segment, pieces_.size(), branches_.size(), condition});
  }

  void end_branch() {
    OpenTag& open = open_.back();
    branches_.push_back({open.condition, builder_.take_from(pieces_, open.pieces)});
  }

  void next_branch(const Segment& segment) {
    const bool is_else = segment.tag == TagKind::Else;
    const bool fits = !open_.empty() && (is_else || open_.back().segment->tag == TagKind::If);
    if (!fits) return report_unmatched(segment, is_else ? "an `if` or a `for`" : "an `if`");
    if (open_.back().has_else) return report_after_else(segment);
    end_branch();
    open_.back().condition = segment.value;
    open_.back().has_else = is_else;
  }

  void end_tag(const Segment& segment) {
    const TagKind opener = segment.tag == TagKind::Endif ? TagKind::If : TagKind::For;
    const auto matches = [opener](const OpenTag& open) { return open.segment->tag == opener; };
    if (open_.empty()) return report_unmatched(segment, opener == TagKind::If ? "an `if`" : "a `for`");
    if (std::ranges::none_of(open_, matches)) {
      report_other_end(segment);
      return close_tag(segment.end);
    }
    // What was opened later and not closed is the mistake; this tag closes what it names.
    while (!matches(open_.back())) {
      report_unclosed(open_.back());
      close_tag(segment.begin);
    }
    close_tag(segment.end);
  }

  void close_tag(std::uint32_t end) {
    end_branch();
    const OpenTag open = open_.back();
    open_.pop_back();
    Piece piece = piece_of(open.segment->tag == TagKind::If ? PieceKind::If : PieceKind::For, *open.segment);
    if (piece.kind == PieceKind::If) piece.value = nullptr;
    piece.span.end = end;
    piece.branches = builder_.take_from(branches_, open.branches);
    add_piece(piece);
  }

  void report_unmatched(const Segment& segment, std::string_view wanted) {
    builder_.report(Code::UnmatchedTag, builder_.span(segment.begin, segment.end),
                    fmt::format("this `{{% {} %}}` belongs to nothing", name_of(segment.tag)),
                    fmt::format("no {} is open here", wanted.substr(wanted.find(' ') + 1)));
  }

  void report_other_end(const Segment& segment) {
    const Segment& opener = *open_.back().segment;
    const bool is_if = opener.tag == TagKind::If;
    const Span span = builder_.span(segment.begin, segment.end);
    auto& diag = builder_.report(Code::UnmatchedTag, span,
                                 fmt::format("this `{{% {} %}}` cannot end what is open", name_of(segment.tag)));
    diag.others.push_back({builder_.span(opener.begin, opener.end), "opened here"});
    const std::string meant = fmt::format("{{% {} %}}", is_if ? "endif" : "endfor");
    diag.hints.push_back({fmt::format("write `{}`", meant), {{span, meant}}});
  }

  void report_after_else(const Segment& segment) {
    builder_.report(Code::UnmatchedTag, builder_.span(segment.begin, segment.end),
                    fmt::format("this `{{% {} %}}` stands after an `{{% else %}}`", name_of(segment.tag)),
                    "`else` is the last branch");
  }

  void report_unclosed(const OpenTag& open) {
    const bool is_if = open.segment->tag == TagKind::If;
    auto& diag = builder_.report(Code::UnclosedTag, builder_.span(open.segment->begin, open.segment->end),
                                 fmt::format("this `{{% {} %}}` is never closed", is_if ? "if" : "for"), "opened here");
    diag.hints.push_back({fmt::format("end it with `{{% {} %}}`", is_if ? "endif" : "endfor"), {}});
  }

  Builder& builder_;
  const StringForm& form_;
  std::span<const Segment> segments_;
  TextLines lines_;
  std::string text_;  // printed text that no value or tag has interrupted yet
  std::uint32_t text_begin_ = 0;
  std::uint32_t text_end_ = 0;
  bool trims_ = false;
  std::uint32_t height_ = 0;
  std::vector<const Piece*> pieces_;
  std::vector<Branch> branches_;
  std::vector<OpenTag> open_;
};

}  // namespace

void push_string(Builder& builder, const StringForm& form, std::span<const Segment> segments) {
  Cook(builder, form, segments).cook();
}

}  // namespace sdg::syntax
