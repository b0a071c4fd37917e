#pragma once

#include "grammar/expr.hpp"

// Types as written, and the fields of records and schemas.
namespace sdg::grammar {

struct type;

struct type_null : words::null_ {};
struct path_start : name {};
struct path_part : field_word {};
struct type_path : peg::seq<path_start, peg::star<peg::one<'.'>, peg::must<path_part>>> {};
struct type_string : literal_quoted {};
struct type_literal : peg::sor<type_string, true_literal, false_literal, signed_number> {};
struct open_type_list : open_bracket {};
struct type_list : peg::seq<open_type_list, in_brackets<gap, peg::must<type>, peg::must<close_bracket>>> {};
struct type_paren : peg::seq<open_paren, in_brackets<gap, peg::must<type>, peg::must<close_paren>>> {};

struct field_type : peg::seq<gap, type> {};
struct field_default : peg::seq<equals, free, peg::must<expr>> {};
struct no_field_default : peg::success {};
struct type_field_name : field_word {};
struct type_field
    : peg::seq<type_field_name, peg::must<colon>, peg::must<field_type>, peg::sor<field_default, no_field_default>> {};
struct type_field_end : entry_end {};
struct open_fields : open_brace {};
struct type_fields
    : peg::seq<open_fields,
               in_braces<peg::star<free, peg::not_at<peg::one<'}'>>, peg::must<type_field>, peg::must<type_field_end>>,
                         peg::must<close_brace>>> {};
struct type_record : type_fields {};

struct bound_first : signed_number {};
struct bound_last : peg::seq<blank, signed_number> {};
struct no_bound_last : peg::success {};
struct bound_range : peg::seq<range_sign, peg::sor<bound_last, no_bound_last>> {};
struct bound_exact : peg::success {};
struct bound_from : peg::seq<bound_first, peg::sor<bound_range, bound_exact>> {};
struct no_bound_first : peg::success {};
struct bound_to : peg::seq<range_sign, no_bound_first, peg::must<bound_last>> {};
struct bound_regex : regex {};
struct bound_body : peg::seq<gap, peg::sor<bound_regex, bound_from, bound_to>> {};
struct open_bound : open_paren {};
struct bound : peg::seq<blank, open_bound, in_brackets<peg::must<bound_body>, peg::must<close_paren>>> {};
struct optional_mark : question_mark {};

struct type_prime : peg::sor<type_null, type_path, type_literal, type_list, type_record, type_paren> {};
struct type_member : peg::seq<type_prime, peg::opt<bound>, peg::opt<optional_mark>> {};
struct type_bar : infix<Infix::Pipe> {};
struct type_first_bar : peg::seq<peg::one<'|'>, free> {};
struct more_members : peg::seq<type_bar, free, peg::must<type_member>> {};
struct type_members_begin : peg::success {};
struct type : deeper<type_members_begin, peg::opt<type_first_bar>, type_member, peg::star<more_members>> {};

}  // namespace sdg::grammar
