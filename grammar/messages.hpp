#pragma once

#include "grammar/decl.hpp"
#include "grammar/message.h"

// What is said at each place where matching cannot go back: one message a commit point.
namespace sdg::grammar {

/// Every rule that is matched with `must` has one; a rule without does not compile.
template <typename Rule>
inline constexpr Message message{0, nullptr};

inline constexpr Message kValue{100, "a value"};
inline constexpr Message kName{100, "a name"};
inline constexpr Message kType{100, "a type"};

template <>
inline constexpr Message message<expr> = kValue;
template <>
inline constexpr Message message<listed> = kValue;
template <>
inline constexpr Message message<list_item> = kValue;
template <>
inline constexpr Message message<arg> = kValue;
template <>
inline constexpr Message message<operand> = kValue;
template <>
inline constexpr Message message<signed_value> = kValue;
template <>
inline constexpr Message message<product> = kValue;
template <>
inline constexpr Message message<sum> = kValue;
template <>
inline constexpr Message message<range_value> = kValue;
template <>
inline constexpr Message message<defaulted> = kValue;
template <>
inline constexpr Message message<input> = kValue;
template <>
inline constexpr Message message<condition>{100, "a condition"};
template <>
inline constexpr Message message<conjunction>{100, "a condition"};
template <>
inline constexpr Message message<disjunction>{100, "a condition"};
template <>
inline constexpr Message message<where_value>{100, "a condition"};
template <>
inline constexpr Message message<when_value> = kValue;

template <>
inline constexpr Message message<loop_name>{100, "the name of each element"};
template <>
inline constexpr Message message<loop_in>{100, "`in` and a list"};
template <>
inline constexpr Message message<record_entry>{100, "`name: value`, `...record` or `}`"};
template <>
inline constexpr Message message<colon>{100, "`:`"};
template <>
inline constexpr Message message<record_end>{100, "`,`, a new line or `}`"};
template <>
inline constexpr Message message<arm>{100, "a pattern: a literal, `null`, a range or `_`"};
template <>
inline constexpr Message message<pattern>{100, "a pattern: a literal, `null`, a range or `_`"};
template <>
inline constexpr Message message<pattern_last>{100, "a number"};
template <>
inline constexpr Message message<fat_arrow>{100, "`=>`"};
template <>
inline constexpr Message message<arm_end>{100, "`,`, a new line or `}`"};
template <>
inline constexpr Message message<match_open>{112, "`{` with the arms of the `match`"};
template <>
inline constexpr Message message<field_name>{100, "the name of a field"};
template <>
inline constexpr Message message<pipe_callee>{100, "the name of a function"};
template <>
inline constexpr Message message<one_comparison>{114, "`and`: comparisons do not chain"};
template <>
inline constexpr Message message<one_range>{114, "the end of the range: ranges do not chain"};

template <>
inline constexpr Message message<close_paren>{102, "`)`"};
template <>
inline constexpr Message message<close_args>{102, "`,` or `)`"};
template <>
inline constexpr Message message<close_parameters>{102, "`,` or `)`"};
template <>
inline constexpr Message message<close_bracket>{102, "`,` or `]`"};
template <>
inline constexpr Message message<close_brace>{102, "`}`"};
template <>
inline constexpr Message message<quoted_body>{103, "a name between backticks", Place::Here};
template <>
inline constexpr Message message<quoted_end>{103, "a closing backtick", Place::Here};
template <>
inline constexpr Message message<regex_body>{103, "a regular expression", Place::Here};
template <>
inline constexpr Message message<regex_end>{103, "a closing `/`", Place::Here};

template <>
inline constexpr Message message<close_short>{103, "a closing `\"`", Place::Opener};
template <>
inline constexpr Message message<close_long>{103, "a closing `\"\"\"`", Place::Opener};
template <>
inline constexpr Message message<comment_close>{103, "`#}`", Place::Here};
template <>
inline constexpr Message message<close_interpolation>{141, "`}`"};
template <>
inline constexpr Message message<tag_word>{142,
                                           "`if`, `elif`, `else`, `endif`, `for`, `endfor`, `set`, `include` or `raw`"};
template <>
inline constexpr Message message<tag_name> = kName;
template <>
inline constexpr Message message<tag_in>{100, "`in` and a list"};
template <>
inline constexpr Message message<tag_path>{100, "a path in quotes"};
template <>
inline constexpr Message message<tag_close>{100, "`%}`"};
template <>
inline constexpr Message message<endraw>{144, "`{% endraw %}`", Place::Here};

template <>
inline constexpr Message message<type> = kType;
template <>
inline constexpr Message message<field_type> = kType;
template <>
inline constexpr Message message<type_member> = kType;
template <>
inline constexpr Message message<path_part> = kName;
template <>
inline constexpr Message message<type_field>{100, "`name: type` or `}`"};
template <>
inline constexpr Message message<schema_field>{100, "`name: type` or `}`"};
template <>
inline constexpr Message message<type_field_end>{100, "`,`, a new line or `}`"};
template <>
inline constexpr Message message<bound_body>{100, "a constraint: a number, a range or a regular expression"};
template <>
inline constexpr Message message<bound_last>{100, "a number"};

template <>
inline constexpr Message message<decl_name> = kName;
template <>
inline constexpr Message message<equals>{111, "`=`"};
template <>
inline constexpr Message message<statement_end>{100, "the end of the line"};
template <>
inline constexpr Message message<open_block>{112, "`{`"};
template <>
inline constexpr Message message<use_target>{100, "a module or the path of a file in quotes"};
template <>
inline constexpr Message message<parameter>{100, "a parameter"};
template <>
inline constexpr Message message<open_parameters>{100, "`(` and the parameters"};
template <>
inline constexpr Message message<generator_line>{110, "a line of a generator"};
template <>
inline constexpr Message message<dataset_line>{110, "a line of a dataset"};
template <>
inline constexpr Message message<test_line>{110, "a line of a test"};
template <>
inline constexpr Message message<each_in>{100, "`in` and a list"};
template <>
inline constexpr Message message<keep_when>{100, "`when` and a condition"};
template <>
inline constexpr Message message<share>{100, "a name and its share"};
template <>
inline constexpr Message message<failure_word>{100, "`failure`"};
template <>
inline constexpr Message message<policy>{100, "`drop`, `keep` or `stop`"};
template <>
inline constexpr Message message<test_name>{100, "the test's name in quotes"};
template <>
inline constexpr Message message<given_path>{100, "what is given"};
template <>
inline constexpr Message message<given_path_part> = kName;
template <>
inline constexpr Message message<given_name>{100, "a parameter's name or `_`"};
template <>
inline constexpr Message message<decl_form>{109, "a declaration"};

template <>
inline constexpr Message message<too_deep>{101, "less nesting", Place::Here};
template <>
inline constexpr Message message<too_many_strings>{146, "fewer strings inside each other", Place::Here};
template <>
inline constexpr Message message<long_in_short>{146, "a string of one line", Place::Here};

}  // namespace sdg::grammar
