#pragma once

#include "grammar/template.hpp"

// Expressions, from the tightest binding to the loosest. After the sign or word that begins a form nothing goes back.
namespace sdg::grammar {

struct expr;

// 14: literals, names, brackets
struct true_literal : words::true_ {};
struct false_literal : words::false_ {};
struct null_literal : words::null_ {};
struct it_value : words::it_ {};
struct name_value : name {};

struct paren : peg::seq<open_paren, in_brackets<gap, peg::must<expr>, peg::must<close_paren>>> {};

struct spread_item : peg::seq<spread_sign, free, peg::must<expr>> {};
struct plain_item : peg::seq<expr> {};
struct list_item : peg::seq<gap, peg::sor<spread_item, plain_item>> {};
struct loop_name : peg::seq<gap, name> {};
struct loop_in : peg::seq<gap, words::in_> {};
struct loop_if : peg::seq<gap, words::if_, gap, peg::must<expr>> {};
struct comprehension_for : peg::seq<gap, words::for_> {};
struct comprehension : peg::seq<comprehension_for, peg::must<loop_name>, peg::must<loop_in>, gap, peg::must<expr>,
                                peg::opt<loop_if>, peg::must<close_bracket>> {};
struct list_rest
    : peg::seq<peg::star<comma, peg::sor<peg::at<close_bracket>, peg::must<list_item>>>, peg::must<close_bracket>> {};
struct empty_list : close_bracket {};
struct open_list : open_bracket {};
struct list
    : peg::seq<open_list,
               in_brackets<peg::sor<empty_list, peg::seq<peg::must<list_item>, peg::sor<comprehension, list_rest>>>>> {
};

struct word_key : field_word {};
struct string_key : plain_quoted {};
struct spread_entry : peg::seq<spread_sign, free, peg::must<expr>> {};
struct number_key : peg::seq<digits, peg::not_at<peg::identifier_other>> {};
struct keyed_entry : peg::seq<peg::sor<word_key, number_key, string_key>, peg::must<colon>, free, peg::must<expr>> {};
struct record_entry : peg::sor<spread_entry, keyed_entry> {};
struct record_end : entry_end {};
struct open_record : open_brace {};
struct record
    : peg::seq<open_record,
               in_braces<peg::star<free, peg::not_at<peg::one<'}'>>, peg::must<record_entry>, peg::must<record_end>>,
                         peg::must<close_brace>>> {};

struct number : number_token {};

struct range_ahead : peg::at<signed_number, range_sign> {};
struct pattern_last : peg::seq<blank, signed_number> {};
struct no_pattern_last : peg::success {};
struct range_pattern : peg::seq<range_ahead, signed_number, range_sign, peg::sor<pattern_last, no_pattern_last>> {};
struct open_range_pattern : peg::seq<range_sign, peg::must<pattern_last>> {};
struct any_pattern : peg::seq<peg::one<'_'>, peg::not_at<peg::identifier_other>> {};
struct literal_pattern : peg::sor<raw_string, string, true_literal, false_literal, null_literal, signed_number> {};
struct pattern : peg::sor<any_pattern, range_pattern, open_range_pattern, literal_pattern> {};
struct arm_bar : infix<Infix::Pipe> {};
struct arm
    : peg::seq<pattern, peg::star<arm_bar, free, peg::must<pattern>>, peg::must<fat_arrow>, free, peg::must<expr>> {};
struct arm_end : entry_end {};
struct match_open : peg::seq<gap, open_brace> {};
struct match_word : words::match_ {};
struct match_value : peg::seq<match_word, gap, peg::must<expr>, peg::must<match_open>,
                              in_braces<peg::star<free, peg::not_at<peg::one<'}'>>, peg::must<arm>, peg::must<arm_end>>,
                                        peg::must<close_brace>>> {};

/// Chosen by the first character, in place of trying one after another.
struct operand {
  using choices = peg::sor<string, raw_string, paren, list, record, number, money, regex, match_value, true_literal,
                           false_literal, null_literal, it_value, name_value>;
  using rule_t = choices::rule_t;
  using subs_t = choices::subs_t;

  template <peg::apply_mode A, peg::rewind_mode M, template <typename...> class Action,
            template <typename...> class Control, typename Input, typename State>
  static bool match(Input& in, State& state) {
    const auto try_rule = [&]<typename Rule>() {
      return Control<Rule>::template match<A, M, Action, Control>(in, state);
    };
    if (in.current() == in.end()) return false;
    switch (*in.current()) {
      case '"': return try_rule.template operator()<string>();
      case '(': return try_rule.template operator()<paren>();
      case '[': return try_rule.template operator()<list>();
      case '{': return try_rule.template operator()<record>();
      case '$': return try_rule.template operator()<money>();
      case '/': return try_rule.template operator()<regex>();
      case '0':
      case '1':
      case '2':
      case '3':
      case '4':
      case '5':
      case '6':
      case '7':
      case '8':
      case '9': return try_rule.template operator()<number>();
      case 'r': return try_rule.template operator()<raw_string>() || try_rule.template operator()<name_value>();
      case 'm': return try_rule.template operator()<match_value>() || try_rule.template operator()<name_value>();
      case 't': return try_rule.template operator()<true_literal>() || try_rule.template operator()<name_value>();
      case 'f': return try_rule.template operator()<false_literal>() || try_rule.template operator()<name_value>();
      case 'n': return try_rule.template operator()<null_literal>() || try_rule.template operator()<name_value>();
      case 'i': return try_rule.template operator()<it_value>() || try_rule.template operator()<name_value>();
      default: return try_rule.template operator()<name_value>();
    }
  }
};

// 13: call, subscript, field
struct arg_name : field_word {};
struct named_ahead : peg::at<field_word, equals> {};
struct named_arg : peg::seq<named_ahead, arg_name, equals, free, peg::must<expr>> {};
struct spread_arg : peg::seq<spread_sign, free, peg::must<expr>> {};
struct plain_arg : peg::seq<expr> {};
struct arg : peg::seq<gap, peg::sor<spread_arg, named_arg, plain_arg>> {};
struct close_args : close_paren {};
struct open_args : open_paren {};
struct args
    : peg::seq<open_args,
               in_brackets<peg::sor<
                   close_args, peg::seq<peg::must<arg>, peg::star<comma, peg::sor<peg::at<close_args>, peg::must<arg>>>,
                                        peg::must<close_args>>>>> {};
struct call : peg::seq<blank, args> {};
struct subscript : peg::seq<blank, open_bracket, in_brackets<gap, peg::must<expr>, peg::must<close_bracket>>> {};
struct field_name : field_word {};
struct dot : infix<Infix::Dot> {};
struct field : peg::seq<dot, peg::must<field_name>> {};
struct postfix : peg::seq<operand, peg::star<peg::sor<call, subscript, field>>> {};

// 12: pipes
struct pipe_sign : infix<Infix::Pipe> {};
struct pipe_callee : peg::seq<name_value, peg::star<field>> {};
struct pipe_call : peg::seq<blank, args> {};
struct pipe_bare : peg::success {};
struct pipe_tail : peg::seq<pipe_sign, free, peg::must<pipe_callee>, peg::sor<pipe_call, pipe_bare>> {};
struct pipe : peg::seq<postfix, peg::star<pipe_tail>> {};

// 11: the sign
struct negative_sign : peg::seq<peg::one<'-'>, peg::not_at<peg::one<'>'>>> {};
struct signed_value;
struct negative : peg::seq<negative_sign, free, deeper<peg::must<signed_value>>> {};
struct signed_value : peg::sor<negative, pipe> {};

// 10, 9: arithmetic
struct product_sign : infix<Infix::Multiply, Infix::Divide, Infix::FloorDivide, Infix::Modulo> {};
struct product_tail : peg::seq<product_sign, free, peg::must<signed_value>> {};
struct product : peg::seq<signed_value, peg::star<product_tail>> {};
struct sum_sign : infix<Infix::Add, Infix::Subtract> {};
struct sum_tail : peg::seq<sum_sign, free, peg::must<product>> {};
struct sum : peg::seq<product, peg::star<sum_tail>> {};

// 8: range, which does not chain
struct range_operator : infix<Infix::Range> {};
struct one_range : peg::not_at<range_operator> {};
struct range_tail : peg::seq<range_operator, free, peg::must<sum>, peg::must<one_range>> {};
struct range_value : peg::seq<sum, peg::opt<range_tail>> {};

// 7: the default of a null
struct default_sign : infix<Infix::Default> {};
struct default_tail : peg::seq<default_sign, free, peg::must<range_value>> {};
struct defaulted : peg::seq<range_value, peg::star<default_tail>> {};

// 6: comparison, which does not chain
struct compare_sign : infix<Infix::Equal, Infix::NotEqual, Infix::Less, Infix::LessEqual, Infix::Greater,
                            Infix::GreaterEqual, Infix::In, Infix::NotIn> {};
struct one_comparison : peg::not_at<compare_sign> {};
struct compare_tail : peg::seq<compare_sign, free, peg::must<defaulted>, peg::must<one_comparison>> {};
struct comparison : peg::seq<defaulted, peg::opt<compare_tail>> {};

// 5, 4, 3: logic
struct not_word : words::not_ {};
struct condition;
struct negation : peg::seq<not_word, free, deeper<peg::must<condition>>> {};
struct condition : peg::sor<negation, comparison> {};
struct and_word : infix<Infix::And> {};
struct and_tail : peg::seq<and_word, free, peg::must<condition>> {};
struct conjunction : peg::seq<condition, peg::star<and_tail>> {};
struct or_word : infix<Infix::Or> {};
struct or_tail : peg::seq<or_word, free, peg::must<conjunction>> {};
struct disjunction : peg::seq<conjunction, peg::star<or_tail>> {};

// 2: where
struct where_word : infix<Infix::Where> {};
struct saying_word : infix<Infix::Saying> {};
struct retry_word : infix<Infix::Retry> {};
struct saying : peg::seq<saying_word, free, peg::must<operand>> {};
struct no_saying : peg::success {};
struct retry : peg::seq<retry_word, free, peg::must<operand>> {};
struct no_retry : peg::success {};
struct where_tail
    : peg::seq<where_word, free, peg::must<disjunction>, peg::sor<saying, no_saying>, peg::sor<retry, no_retry>> {};
struct where_value : peg::seq<disjunction, peg::star<where_tail>> {};

// 1: when
struct when_word : infix<Infix::When> {};
struct else_word : infix<Infix::Else> {};
struct when_value;
struct otherwise : peg::seq<else_word, free, deeper<peg::must<when_value>>> {};
struct no_otherwise : peg::success {};
struct when_tail : peg::seq<when_word, free, peg::must<where_value>, peg::sor<otherwise, no_otherwise>> {};
struct when_value : peg::seq<where_value, peg::opt<when_tail>> {};

struct expr : deeper<when_value> {};

}  // namespace sdg::grammar
