#pragma once

#include "compiler/syntax/actions.h"
#include "compiler/syntax/cook.h"
#include "compiler/syntax/escape.h"

// Strings: each action adds a segment; the end of the string makes pieces of them.
namespace sdg::syntax {

template <std::uint32_t Length>
struct open_quote {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    b.open(in.end() - Length, Length, b.stacks.segments.size());
  }
};
template <>
struct action<g::open_short> : open_quote<1> {};
template <>
struct action<g::open_long> : open_quote<3> {};
template <>
struct action<g::open_raw_short> : open_quote<1> {};
template <>
struct action<g::open_raw_long> : open_quote<3> {};

template <typename In>
Segment& add_segment(SegmentKind kind, const In& in, Builder& b) {
  Segment segment;
  segment.kind = kind;
  segment.begin = b.offset(in.begin());
  segment.end = b.offset(in.end());
  b.stacks.segments.push_back(segment);
  return b.stacks.segments.back();
}

struct add_text {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    add_segment(SegmentKind::Text, in, b);
  }
};
template <bool Long>
struct action<g::text_run<Long>> : add_text {};
template <bool Long>
struct action<g::raw_run<Long>> : add_text {};
template <>
struct action<g::raw_brace> : add_text {};

template <char32_t Code>
struct add_sign {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    add_segment(SegmentKind::Escape, in, b).code_point = Code;
  }
};
template <>
struct action<g::double_open> : add_sign<U'{'> {};
template <>
struct action<g::double_close> : add_sign<U'}'> {};
template <>
struct action<g::lone_close> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    report_lone_brace(b, span_of(in, b));
    add_segment(SegmentKind::Escape, in, b).code_point = U'}';
  }
};
template <>
struct action<g::escape> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    const char32_t code = read_escape(b, span_of(in, b));
    add_segment(SegmentKind::Escape, in, b).code_point = code;
  }
};
template <>
struct action<g::template_comment> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    add_segment(SegmentKind::Comment, in, b);
  }
};

template <>
struct action<g::open_interpolation> : open_plain {};
template <>
struct action<g::skip_interpolation> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    b.push_error(span_of(in, b));
  }
};
template <>
struct action<g::interpolation> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    b.close();
    Segment& segment = add_segment(SegmentKind::Value, in, b);
    segment.value = b.pop();
    warn_of_dollar(b, segment);
  }
};

// Tags. The segment is there from the opening sign on, so that a tag with a mistake in it still opens or ends its
// block.
template <>
struct action<g::tag_open> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    Segment& segment = add_segment(SegmentKind::Tag, in, b);
    segment.trim_before = in.end()[-1] == '-';
  }
};
template <>
struct action<g::tag_close> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    Segment& segment = b.stacks.segments.back();
    segment.end = b.offset(in.end());
    segment.trim_after = in.end()[-3] == '-';
  }
};
template <TagKind Kind>
struct name_tag {
  static void apply0(Builder& b) { b.stacks.segments.back().tag = Kind; }
};
template <>
struct action<g::tag_if> : name_tag<TagKind::If> {};
template <>
struct action<g::tag_elif> : name_tag<TagKind::Elif> {};
template <>
struct action<g::tag_else> : name_tag<TagKind::Else> {};
template <>
struct action<g::tag_endif> : name_tag<TagKind::Endif> {};
template <>
struct action<g::tag_for> : name_tag<TagKind::For> {};
template <>
struct action<g::tag_endfor> : name_tag<TagKind::Endfor> {};
template <>
struct action<g::tag_set> : name_tag<TagKind::Set> {};
template <>
struct action<g::tag_include> : name_tag<TagKind::Include> {};
template <>
struct action<g::tag_raw> : name_tag<TagKind::Raw> {};
template <>
struct action<g::endraw> : name_tag<TagKind::Endraw> {};
template <>
struct action<g::tag_name> {
  static void apply0(Builder& b) { b.stacks.segments.back().name = b.pop_name(); }
};
template <>
struct action<g::tag_value> {
  static void apply0(Builder& b) { b.stacks.segments.back().value = b.pop(); }
};
template <>
struct action<g::tag_path> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    const Span span = span_of(in, b);
    b.stacks.segments.back().path = b.text(span).substr(1, span.length() - 2);
  }
};
template <>
struct action<g::skip_tag> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    // Its value is unknown, but something stands there: what follows from it is not told again.
    b.push_error(span_of(in, b));
    Segment& segment = b.stacks.segments.back();
    segment.value = b.pop();
    segment.end = b.offset(in.end());
    if (segment.tag == TagKind::Set && segment.name.text.empty()) segment.tag = TagKind::Unknown;
    if (segment.tag == TagKind::Include) segment.tag = TagKind::Unknown;
  }
};

template <bool Raw, bool Long>
struct make_string {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    const Open open = b.close();
    auto& segments = b.stacks.segments;
    push_string(b, {span_of(in, b), Raw, Long}, std::span<const Segment>(segments).subspan(open.items));
    segments.resize(open.items);
  }
};
template <>
struct action<g::short_string> : make_string<false, false> {};
template <>
struct action<g::long_string> : make_string<false, true> {};
template <>
struct action<g::raw_short_string> : make_string<true, false> {};
template <>
struct action<g::raw_long_string> : make_string<true, true> {};

// A file that a string includes
template <>
struct action<g::file_quote> : add_text {};
template <>
struct action<g::open_template_file> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    b.open(in.end(), 0, b.stacks.segments.size());
  }
};
template <>
struct action<g::template_file> : make_string<false, true> {};
template <>
struct action<g::skip_template_file> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    b.push_error(span_of(in, b));
  }
};

}  // namespace sdg::syntax
