#pragma once

#include "grammar/lexical.hpp"

// Strings: what stands between the quotes, as a flat row of texts, values and tags. Which `{% endif %}` belongs to
// which
// `{% if %}` is found when the row is cooked: so one forgotten tag is one mistake and not the end of the string.
namespace sdg::grammar {

struct expr;

struct open_short : peg::one<'"'> {};
struct close_short : peg::one<'"'> {};
struct open_long : peg::string<'"', '"', '"'> {};
struct close_long : peg::string<'"', '"', '"'> {};
struct open_raw_short : peg::string<'r', '"'> {};
struct open_raw_long : peg::string<'r', '"', '"', '"'> {};

struct unicode_escape : peg::seq<peg::string<'u', '{'>, peg::plus<peg::xdigit>, peg::one<'}'>> {};
/// Any sign may stand behind the backslash; whether it means something is said by the action.
struct escape : peg::seq<peg::one<'\\'>, peg::opt<peg::sor<unicode_escape, peg::utf8::not_one<'\n', '\r'>>>> {};
struct double_open : peg::string<'{', '{'> {};
struct double_close : peg::string<'}', '}'> {};
struct lone_close : peg::one<'}'> {};

struct comment_close : peg::string<'#', '}'> {};
struct template_comment
    : peg::seq<peg::string<'{', '#'>, peg::star<peg::not_at<comment_close>, string_char>, peg::must<comment_close>> {};

struct open_interpolation : peg::one<'{'> {};
struct close_interpolation : peg::seq<gap, peg::one<'}'>> {};
struct interpolated : peg::seq<gap, peg::must<expr>, peg::must<close_interpolation>> {};
struct skip_interpolation : skip_braces {};
struct interpolation : peg::seq<open_interpolation, recover<interpolated, skip_interpolation>> {};

struct tag_open : peg::seq<peg::string<'{', '%'>, peg::opt<peg::one<'-'>>> {};
struct tag_close : peg::seq<gap, peg::opt<peg::one<'-'>>, peg::string<'%', '}'>> {};
struct tag_if : words::if_ {};
struct tag_elif : words::elif_ {};
struct tag_else : words::else_ {};
struct tag_endif : words::endif_ {};
struct tag_for : words::for_ {};
struct tag_endfor : words::endfor_ {};
struct tag_set : words::set_ {};
struct tag_include : words::include_ {};
struct tag_raw : words::raw_ {};
struct tag_name : peg::seq<gap, name> {};
struct tag_in : peg::seq<gap, words::in_> {};
struct tag_path : literal_quoted {};
struct tag_value : peg::seq<gap, peg::must<expr>> {};
struct tag_word : peg::sor<peg::seq<tag_if, tag_value>, peg::seq<tag_elif, tag_value>, tag_else, tag_endif, tag_endfor,
                           peg::seq<tag_for, peg::must<tag_name>, peg::must<tag_in>, tag_value>,
                           peg::seq<tag_set, peg::must<tag_name>, peg::must<equals>, tag_value>,
                           peg::seq<tag_include, gap, peg::must<tag_path>>> {};
struct tag_body : peg::seq<gap, peg::must<tag_word>, peg::must<tag_close>> {};
struct skip_tag : skip_to_tag_end {};
struct tag : peg::seq<tag_open, recover<tag_body, skip_tag>> {};

struct endraw : peg::seq<tag_open, gap, words::endraw_, tag_close> {};
struct raw_ahead : peg::at<tag_open, gap, words::raw_, tag_close> {};
struct raw_brace : peg::one<'{', '}'> {};
template <bool Long>
struct raw_block
    : peg::seq<raw_ahead, tag_open, gap, tag_raw, tag_close,
               peg::star<peg::not_at<endraw>, peg::sor<text_run<Long>, raw_brace, escape>>, peg::must<endraw>> {};

template <bool Long>
struct template_piece : peg::sor<text_run<Long>, escape, double_open, raw_block<Long>, tag, template_comment,
                                 interpolation, double_close, lone_close> {};

struct short_string
    : peg::seq<open_short, in_string<Lines::Never, peg::star<template_piece<false>>, peg::must<close_short>>> {};
struct long_string
    : peg::seq<open_long, in_string<Lines::InText, peg::star<template_piece<true>>, peg::must<close_long>>> {};
struct raw_short_string : peg::seq<open_raw_short, in_string<Lines::Never, raw_run<false>, peg::must<close_short>>> {};
struct raw_long_string : peg::seq<open_raw_long, in_string<Lines::InText, raw_run<true>, peg::must<close_long>>> {};

struct raw_string : peg::sor<raw_long_string, raw_short_string> {};
struct string : peg::seq<peg::at<peg::one<'"'>>, shallow, peg::sor<plain_string, long_string, short_string>> {};

/// A file that a string includes: what could stand between its quotes, where a quote is a sign like any other.
struct file_quote : peg::one<'"'> {};
struct open_template_file : peg::success {};
struct template_file
    : peg::seq<open_template_file,
               in_string<Lines::InText, peg::star<peg::sor<template_piece<true>, file_quote>>, peg::success>> {};
struct skip_template_file : peg::until<peg::eof> {};
struct whole_template_file : recover<template_file, skip_template_file> {};

}  // namespace sdg::grammar
