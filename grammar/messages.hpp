#pragma once

#include "grammar/decl.hpp"
#include "grammar/message.h"

// What is said at each place where matching cannot go back: SDG_MESSAGE(rule, what is wanted, code, "expected …").
namespace sdg::grammar {

/// Every rule that is matched with `must` has one; a rule without does not compile.
template <typename Rule>
inline constexpr Message message{Wanted::Other, 0, nullptr};

// clang-format off
#define SDG_MESSAGE(Rule, Kind, code, expected) \
  template <> inline constexpr Message message<Rule>{Wanted::Kind, code, expected};

SDG_MESSAGE(expr, Value, 100, "a value")
SDG_MESSAGE(listed, Value, 100, "a value")
SDG_MESSAGE(list_item, Value, 100, "a value")
SDG_MESSAGE(arg, Value, 100, "a value")
SDG_MESSAGE(operand, Value, 100, "a value")
SDG_MESSAGE(signed_value, Value, 100, "a value")
SDG_MESSAGE(product, Value, 100, "a value")
SDG_MESSAGE(sum, Value, 100, "a value")
SDG_MESSAGE(range_value, Value, 100, "a value")
SDG_MESSAGE(defaulted, Value, 100, "a value")
SDG_MESSAGE(input, Value, 100, "a value")
SDG_MESSAGE(condition, Value, 100, "a condition")
SDG_MESSAGE(conjunction, Value, 100, "a condition")
SDG_MESSAGE(disjunction, Value, 100, "a condition")
SDG_MESSAGE(where_value, Value, 100, "a condition")
SDG_MESSAGE(when_value, Value, 100, "a value")
SDG_MESSAGE(loop_name, Name, 100, "the name of each element")
SDG_MESSAGE(loop_in, Other, 100, "`in` and a list")
SDG_MESSAGE(record_entry, Entry, 100, "`name: value`, `...record` or `}`")
SDG_MESSAGE(colon, Colon, 100, "`:`")
SDG_MESSAGE(record_end, Closer, 100, "`,`, a new line or `}`")
SDG_MESSAGE(arm, Pattern, 100, "a pattern: a literal, `null`, a range or `_`")
SDG_MESSAGE(pattern, Pattern, 100, "a pattern: a literal, `null`, a range or `_`")
SDG_MESSAGE(pattern_last, Other, 100, "a number")
SDG_MESSAGE(fat_arrow, Arrow, 100, "`=>`")
SDG_MESSAGE(arm_end, Closer, 100, "`,`, a new line or `}`")
SDG_MESSAGE(match_open, Block, 112, "`{` with the arms of the `match`")
SDG_MESSAGE(field_name, Name, 100, "the name of a field")
SDG_MESSAGE(pipe_callee, Name, 100, "the name of a function")
SDG_MESSAGE(one_comparison, Other, 114, "`and`: comparisons do not chain")
SDG_MESSAGE(one_range, Other, 114, "the end of the range: ranges do not chain")
SDG_MESSAGE(close_paren, Closer, 102, "`)`")
SDG_MESSAGE(close_args, Closer, 102, "`,` or `)`")
SDG_MESSAGE(close_parameters, Closer, 102, "`,` or `)`")
SDG_MESSAGE(close_bracket, Closer, 102, "`,` or `]`")
SDG_MESSAGE(close_brace, Closer, 102, "`}`")
SDG_MESSAGE(quoted_body, Here, 103, "a name between backticks")
SDG_MESSAGE(quoted_end, Here, 103, "a closing backtick")
SDG_MESSAGE(regex_body, Here, 103, "a regular expression")
SDG_MESSAGE(regex_end, Here, 103, "a closing `/`")
SDG_MESSAGE(close_short, StringEnd, 103, "a closing `\"`")
SDG_MESSAGE(close_long, StringEnd, 103, "a closing `\"\"\"`")
SDG_MESSAGE(comment_close, Here, 103, "`#}`")
SDG_MESSAGE(close_interpolation, InterpolationEnd, 141, "`}`")
SDG_MESSAGE(tag_word, TagWord, 142, "`if`, `elif`, `else`, `endif`, `for`, `endfor`, `set`, `include` or `raw`")
SDG_MESSAGE(tag_name, Name, 100, "a name")
SDG_MESSAGE(tag_in, Other, 100, "`in` and a list")
SDG_MESSAGE(tag_path, Other, 100, "a path in quotes")
SDG_MESSAGE(tag_close, TagEnd, 100, "`%}`")
SDG_MESSAGE(endraw, Here, 144, "`{% endraw %}`")
SDG_MESSAGE(type, Type, 100, "a type")
SDG_MESSAGE(field_type, Type, 100, "a type")
SDG_MESSAGE(type_member, Type, 100, "a type")
SDG_MESSAGE(path_part, Name, 100, "a name")
SDG_MESSAGE(type_field, Entry, 100, "`name: type` or `}`")
SDG_MESSAGE(schema_field, Entry, 100, "`name: type` or `}`")
SDG_MESSAGE(type_field_end, Closer, 100, "`,`, a new line or `}`")
SDG_MESSAGE(bound_body, Other, 100, "a constraint: a number, a range or a regular expression")
SDG_MESSAGE(bound_last, Other, 100, "a number")
SDG_MESSAGE(decl_name, Name, 100, "a name")
SDG_MESSAGE(equals, Equals, 111, "`=`")
SDG_MESSAGE(statement_end, StatementEnd, 100, "the end of the line")
SDG_MESSAGE(open_block, Block, 112, "`{`")
SDG_MESSAGE(use_target, Other, 100, "a module or the path of a file in quotes")
SDG_MESSAGE(parameter, Name, 100, "a parameter")
SDG_MESSAGE(open_parameters, Other, 100, "`(` and the parameters")
SDG_MESSAGE(generator_line, GeneratorLine, 110, "a line of a generator")
SDG_MESSAGE(dataset_line, DatasetLine, 110, "a line of a dataset")
SDG_MESSAGE(test_line, TestLine, 110, "a line of a test")
SDG_MESSAGE(each_in, Other, 100, "`in` and a list")
SDG_MESSAGE(keep_when, When, 100, "`when` and a condition")
SDG_MESSAGE(share, Name, 100, "a name and its share")
SDG_MESSAGE(failure_word, Other, 100, "`failure`")
SDG_MESSAGE(policy, Other, 100, "`drop`, `keep` or `stop`")
SDG_MESSAGE(test_name, Other, 100, "the test's name in quotes")
SDG_MESSAGE(given_path, Name, 100, "what is given")
SDG_MESSAGE(given_path_part, Name, 100, "a name")
SDG_MESSAGE(given_name, Name, 100, "a parameter's name or `_`")
SDG_MESSAGE(decl_form, Declaration, 109, "a declaration")
SDG_MESSAGE(too_deep, Nesting, 101, "less nesting")
SDG_MESSAGE(too_many_strings, StringNesting, 146, "fewer strings inside each other")
SDG_MESSAGE(long_in_short, StringNesting, 146, "a string of one line")

#undef SDG_MESSAGE
// clang-format on

}  // namespace sdg::grammar
