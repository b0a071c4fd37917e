#pragma once

#include "grammar/type.hpp"

// Declarations, and the lines inside their braces. The first word decides; what is wrong behind it costs its own line
// only.
namespace sdg::grammar {

// What several declarations share
struct decl_name : peg::seq<blank, name> {};
struct annotation : peg::seq<colon, peg::must<field_type>> {};
struct no_annotation : peg::success {};
struct skip_value : skip_unit<Unit::Value> {};
struct value_after_sign : peg::seq<free, peg::must<expr>, peg::must<statement_end>> {};
struct value_after_word : peg::seq<blank, peg::must<expr>, peg::must<statement_end>> {};
/// The value of a column or declaration: where it cannot be read, its name is still known.
struct assigned : recover<value_after_sign, skip_value> {};
struct stated : recover<value_after_word, skip_value> {};
struct alias : peg::seq<on_line<words::as_>, peg::must<decl_name>> {};
struct no_alias : peg::success {};
struct result_type : peg::seq<arrow, peg::must<field_type>> {};
struct no_result_type : peg::success {};

struct list_begin : peg::success {};
struct listed : peg::seq<gap, expr> {};
struct expr_list : peg::seq<list_begin, peg::must<listed>, peg::star<comma, free, peg::must<listed>>> {};
struct by : peg::seq<on_line<words::by_>, expr_list> {};

struct open_block : peg::seq<blank, open_brace> {};
/// A block that is never closed keeps its lines; that it is open is told by the action.
struct unclosed_block : peg::success {};
struct close_block : peg::sor<close_brace, unclosed_block> {};
struct end_of_block : peg::sor<peg::one<'}'>, peg::eof, next_declaration> {};
struct line_begin : peg::success {};
struct skip_line : skip_unit<Unit::Line> {};
template <typename Form>
struct whole_line : peg::seq<peg::must<Form>, peg::must<statement_end>> {};
template <typename Form, typename Skip>
struct block
    : peg::seq<peg::must<open_block>,
               in_braces<peg::star<free, peg::not_at<end_of_block>, line_begin, recover<whole_line<Form>, Skip>>,
                         close_block>> {};

// use, param, type, schema, source, model, prompt
struct use_file : literal_quoted {};
struct use_path : type_path {};
struct use_target : peg::seq<blank, peg::sor<use_file, use_path>> {};
struct use_decl : peg::seq<words::use_, peg::must<use_target>, peg::sor<alias, no_alias>> {};

struct param_default : peg::seq<equals, assigned> {};
struct no_param_default : peg::success {};
struct param_decl : peg::seq<words::param_, peg::must<decl_name>, peg::sor<annotation, no_annotation>,
                             peg::sor<param_default, no_param_default>> {};

struct type_decl : peg::seq<words::type_, peg::must<decl_name>, peg::must<equals>, free, peg::must<type>> {};

struct skip_field : skip_unit<Unit::Line> {};
struct schema_field : peg::seq<type_field> {};
struct schema_line : peg::seq<peg::must<schema_field>, peg::must<type_field_end>> {};
struct schema_fields
    : peg::seq<peg::must<open_block>,
               in_braces<peg::star<free, peg::not_at<end_of_block>, recover<schema_line, skip_field>>, close_block>> {};
struct schema_decl : peg::seq<words::schema_, peg::must<decl_name>, schema_fields> {};

struct source_decl
    : peg::seq<words::source_, peg::must<decl_name>, peg::sor<annotation, no_annotation>, peg::must<equals>, assigned> {
};
struct model_decl : peg::seq<words::model_, peg::must<decl_name>, peg::must<equals>, assigned> {};
struct prompt_decl : peg::seq<words::prompt_, peg::must<decl_name>, peg::must<equals>, assigned> {};

// function, sampler, generator
struct parameter_default : peg::seq<equals, free, peg::must<expr>> {};
struct no_parameter_default : peg::success {};
struct parameter
    : peg::seq<gap, name, peg::sor<annotation, no_annotation>, peg::sor<parameter_default, no_parameter_default>> {};
struct open_parameters : peg::seq<blank, open_paren> {};
struct close_parameters : close_paren {};
struct parameter_list
    : peg::sor<close_parameters, peg::seq<peg::must<parameter>,
                                          peg::star<comma, peg::sor<peg::at<close_parameters>, peg::must<parameter>>>,
                                          peg::must<close_parameters>>> {};
struct parameters : peg::seq<peg::must<open_parameters>, in_brackets<parameter_list>> {};
struct signature : peg::seq<peg::must<decl_name>, parameters, peg::sor<result_type, no_result_type>> {};
struct function_decl : peg::seq<words::function_, signature, peg::must<equals>, assigned> {};
struct sampler_decl : peg::seq<words::sampler_, signature, peg::must<equals>, assigned> {};

struct setting_ahead : peg::at<name, blank, peg::one<'='>> {};
struct setting : peg::seq<setting_ahead, name, peg::must<equals>, assigned> {};
struct model_line : words::model_ {};
struct system_line : words::system_ {};
struct user_line : words::user_ {};
struct assistant_line : words::assistant_ {};
struct messages_line : words::messages_ {};
struct reply_line : words::reply_ {};
struct attempts_line : words::attempts_ {};
struct turn_word
    : peg::sor<model_line, system_line, user_line, assistant_line, messages_line, reply_line, attempts_line> {};
struct turn : peg::seq<turn_word, stated> {};
struct generator_line : peg::sor<setting, turn> {};
struct skip_generator_line : skip_unit<Unit::Line> {};
struct generator_body : peg::seq<equals, assigned> {};
struct generator_block : block<generator_line, skip_generator_line> {};
struct generator_decl : peg::seq<words::generator_, signature, peg::sor<generator_body, generator_block>> {};

// dataset
struct input_alias : alias {};
struct no_input_alias : peg::success {};
struct input : peg::seq<gap, expr, peg::sor<input_alias, no_input_alias>> {};
struct from : peg::seq<on_line<words::from_>, peg::must<input>, peg::star<comma, free, peg::must<input>>> {};

struct column_ahead
    : peg::at<name, blank, peg::sor<peg::one<':'>, peg::seq<peg::one<'='>, peg::not_at<peg::one<'>'>>>>> {};
struct column : peg::seq<column_ahead, name, peg::sor<annotation, no_annotation>, peg::must<equals>, assigned> {};
struct let_line
    : peg::seq<words::let_, peg::must<decl_name>, peg::sor<annotation, no_annotation>, peg::must<equals>, assigned> {};
struct each_in : peg::seq<blank, words::in_> {};
struct each_line : peg::seq<words::each_, peg::must<decl_name>, peg::must<each_in>, assigned> {};
struct spread_line : peg::seq<spread_sign, stated> {};
struct key_line : peg::seq<words::key_, expr_list> {};
struct seed_line : peg::seq<words::seed_, stated> {};
struct shuffle_line : words::shuffle_ {};
struct within : peg::seq<on_line<words::within_>, peg::must<listed>> {};
struct no_within : peg::success {};
struct rows_line : peg::seq<words::rows_, peg::must<listed>, peg::sor<within, no_within>, peg::opt<by>> {};
struct keep_when : infix<Infix::When> {};
struct keep_line : peg::seq<words::keep_, peg::must<keep_when>, free, peg::must<disjunction>> {};
struct similar : peg::seq<on_line<words::similar_>, peg::must<listed>> {};
struct no_similar : peg::success {};
struct distinct_line : peg::seq<words::distinct_, expr_list, peg::sor<similar, no_similar>> {};
struct measure_line
    : peg::seq<words::measure_, peg::must<decl_name>, peg::must<equals>, free, peg::must<expr>, peg::opt<by>> {};
struct share : peg::seq<gap, name, peg::must<equals>, free, peg::must<expr>> {};
struct split_line : peg::seq<words::split_, peg::must<share>, peg::star<comma, free, peg::must<share>>, peg::opt<by>> {
};
struct budget_line : peg::seq<words::budget_, stated> {};
struct failure_word : on_line<words::failure_> {};
struct policy_drop : words::drop_ {};
struct policy_keep : words::keep_ {};
struct policy_stop : words::stop_ {};
struct after : peg::seq<on_line<words::after_>, peg::must<listed>> {};
struct no_after : peg::success {};
struct policy : peg::seq<blank, peg::sor<policy_drop, policy_keep, policy_stop>> {};
struct failure_line : peg::seq<words::on_, peg::must<failure_word>, peg::must<policy>, peg::sor<after, no_after>> {};
struct output_line : peg::seq<words::output_, stated> {};
struct dataset_line
    : peg::sor<column, let_line, output_line, key_line, each_line, spread_line, seed_line, rows_line, keep_line,
               distinct_line, measure_line, split_line, budget_line, failure_line, shuffle_line> {};
struct skip_dataset_line : skip_unit<Unit::Line> {};
struct dataset_block : block<dataset_line, skip_dataset_line> {};
struct dataset_decl : peg::seq<words::dataset_, peg::must<decl_name>, peg::opt<from>,
                               peg::sor<result_type, no_result_type>, dataset_block> {};

// test
struct test_name : peg::seq<blank, literal_quoted> {};
struct given_path_start : peg::seq<blank, name> {};
struct given_path_part : field_word {};
struct given_path : peg::seq<given_path_start, peg::star<peg::one<'.'>, peg::must<given_path_part>>> {};
struct given_name : peg::seq<gap, name> {};
struct open_given : open_paren {};
struct given_params
    : peg::seq<blank, open_given,
               in_brackets<
                   peg::sor<close_parameters, peg::seq<peg::must<given_name>, peg::star<comma, peg::must<given_name>>,
                                                       peg::must<close_parameters>>>>> {};
struct no_given_params : peg::success {};
struct given_line : peg::seq<words::given_, peg::must<given_path>, peg::sor<given_params, no_given_params>,
                             peg::must<equals>, assigned> {};
struct expect_line : peg::seq<words::expect_, stated> {};
struct binding : peg::seq<setting_ahead, name, peg::must<equals>, assigned> {};
struct test_line : peg::sor<binding, given_line, expect_line> {};
struct skip_test_line : skip_unit<Unit::Line> {};
struct test_block : block<test_line, skip_test_line> {};
struct test_decl : peg::seq<words::test_, peg::must<test_name>, test_block> {};

// The file
struct decl_form : peg::sor<use_decl, param_decl, type_decl, schema_decl, source_decl, model_decl, prompt_decl,
                            function_decl, sampler_decl, generator_decl, dataset_decl, test_decl> {};
struct decl_begin : peg::success {};
struct whole_decl : peg::seq<peg::must<decl_form>, peg::must<statement_end>> {};
struct skip_decl : skip_unit<Unit::Declaration> {};
struct declaration : peg::seq<decl_begin, recover<whole_decl, skip_decl>> {};

struct byte_order_mark : peg::string<'\xEF', '\xBB', '\xBF'> {};
struct edition_number : digits {};
struct edition_line : peg::seq<words::sdg_, blank, edition_number, peg::must<statement_end>> {};
struct skip_edition : skip_unit<Unit::Line> {};
struct edition : recover<edition_line, skip_edition> {};
struct edition_ahead : peg::at<words::sdg_, blank, peg::digit> {};
struct file : peg::seq<peg::opt<byte_order_mark>, free, peg::opt<edition_ahead, edition>, free,
                       peg::star<peg::not_at<peg::eof>, declaration, free>> {};

}  // namespace sdg::grammar
