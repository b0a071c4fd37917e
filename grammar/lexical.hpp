#pragma once

#include <tao/pegtl.hpp>

#include "grammar/layout.hpp"
#include "grammar/scan.hpp"

namespace sdg::grammar {

namespace peg = tao::pegtl;

// Blanks come before a token, never after it: so a rule that fails has not yet left the last token's line.

struct comment : peg::seq<peg::one<'#'>, until_line_end> {};

/// Blanks of this line.
struct blank : spacing<Reach::Line> {};
/// Blanks, and lines where the layout says that they are blanks.
struct gap : spacing<Reach::Layout> {};
/// Blanks and lines, wherever lines may come: after an operator, a comma, `=`, and between statements.
struct free : spacing<Reach::Lines> {};

/// One struct a word, so that the grammar can use no word that the list does not have.
namespace words {
#define SDG_KEYWORD(word, category, doc, example) \
  struct word##_ : TAO_PEGTL_KEYWORD(#word) {};
#include "grammar/keywords.def"
#undef SDG_KEYWORD
}  // namespace words

/// The word after blanks of this line: `within`, `by`, `as`.
template <typename Word>
struct on_line : peg::seq<blank, Word> {};

// Names
struct quoted_body : peg::plus<peg::not_one<'`', '\n', '\r'>> {};
struct quoted_end : peg::one<'`'> {};
struct quoted : peg::seq<peg::one<'`'>, peg::must<quoted_body, quoted_end>> {};
/// A name of one's own: no reserved word.
struct name : peg::sor<unreserved_word, quoted> {};
/// A name after a dot or before a colon, where any word is one.
struct field_word : peg::sor<any_word, quoted> {};

// Signs, each after the blanks before it
struct equals : peg::seq<gap, peg::one<'='>, peg::not_at<peg::one<'=', '>'>>> {};
struct colon : peg::seq<gap, peg::one<':'>, peg::not_at<peg::one<'='>>> {};
struct comma : peg::seq<gap, peg::one<','>> {};
struct arrow : peg::seq<gap, peg::string<'-', '>'>> {};
struct fat_arrow : peg::seq<gap, peg::string<'=', '>'>> {};
struct question_mark : peg::seq<peg::one<'?'>, peg::not_at<peg::one<'?'>>> {};
struct spread_sign : peg::string<'.', '.', '.'> {};
struct open_paren : peg::one<'('> {};
struct close_paren : peg::seq<gap, peg::one<')'>> {};
struct open_bracket : peg::one<'['> {};
struct close_bracket : peg::seq<gap, peg::one<']'>> {};
struct open_brace : peg::one<'{'> {};
struct close_brace : peg::seq<free, peg::one<'}'>> {};

// Numbers. Letters glued to one are its unit, or a mistake that is told as one.
struct digits : peg::seq<peg::digit, peg::star<peg::sor<peg::digit, peg::one<'_'>>>> {};
struct fraction : peg::seq<peg::one<'.'>, digits> {};
struct exponent : peg::seq<peg::one<'e', 'E'>, peg::opt<peg::one<'+', '-'>>, digits> {};
struct number_token : peg::seq<digits, peg::opt<fraction>, peg::opt<exponent>, glued_word> {};
struct signed_number : peg::seq<peg::opt<peg::one<'-'>>, number_token> {};
struct money : peg::seq<peg::one<'$'>, digits, peg::opt<fraction>, glued_word> {};

struct regex_class
    : peg::seq<peg::one<'['>, peg::opt<peg::one<'^'>>, peg::opt<peg::one<']'>>,
               peg::star<peg::sor<peg::seq<peg::one<'\\'>, peg::not_one<'\n', '\r'>>, peg::not_one<']', '\n', '\r'>>>,
               peg::one<']'>> {};
struct regex_char
    : peg::sor<peg::seq<peg::one<'\\'>, peg::not_one<'\n', '\r'>>, regex_class, peg::not_one<'/', '\n', '\r'>> {};
struct regex_body : peg::plus<regex_char> {};
struct regex_end : peg::one<'/'> {};
/// `//` is an operator or somebody's comment, never an empty expression.
struct regex : peg::seq<peg::one<'/'>, peg::not_at<peg::one<'/'>>, peg::must<regex_body, regex_end>> {};

/// A string without escapes and without braces: by far the most.
struct plain_string : plain_quoted {};
/// `..` between or beside two numbers.
struct range_sign : peg::seq<blank, peg::string<'.', '.'>, peg::not_at<peg::one<'.'>>> {};

/// An entry in braces ends with a comma or its line; the last one with the brace.
struct entry_end : peg::sor<peg::seq<blank, peg::one<','>>, peg::seq<blank, at_line_end>, peg::at<close_brace>> {};

/// Nothing more may follow on the line.
struct statement_end : peg::at<blank, peg::sor<at_line_end, peg::one<'}'>>> {};

}  // namespace sdg::grammar
