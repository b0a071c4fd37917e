#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diag/sink.h"
#include "compiler/jinja/variables.h"
#include "compiler/plan/file_format.h"
#include "compiler/plan/provider_spec.h"
#include "compiler/plan/signature.h"
#include "compiler/prompt/definition.h"
#include "compiler/sema/analyze.h"
#include "compiler/sema/filter_reads.h"
#include "compiler/sema/fit.h"
#include "compiler/sema/limits.h"
#include "compiler/sema/module.h"
#include "compiler/sema/type_facts.h"

namespace sdg::sema {

struct WrittenCall;

/// Whether the language itself has a type of this name.
bool is_builtin_type(std::string_view name);

/// What the place of an expression wants of it.
struct Expectation {
  std::optional<TypeId> hint;    // what a model is asked for here, what a literal is taken as
  std::optional<TypeId> demand;  // what the value must be
  bool may_be_secret = false;    // what stands here is never written down
};

/// Thrown where a program has too many mistakes to go on.
struct TooManyMistakes {
  source::Span span;  // of the first that is not told
};

/// Finds names and types of a program and what it uses. Its methods stand in one file a topic: check_<topic>.cpp.
class Checker {
 public:
  Checker(const ModuleTree& files, const Surroundings& surroundings, diag::DiagSink& diags);
  Module run();

 private:
  struct CallSite;

  // --- declarations: declare.cpp
  void declare_all(std::uint32_t scope);
  void declare_uses(std::uint32_t scope);
  void declare(const syntax::Decl& decl, Symbol symbol);
  void declare_function(const syntax::Decl& decl, FunctionKind kind);
  void check_bodies();
  void warn_unused_modules();

  // --- parameters: check_param.cpp
  void check_param(std::uint32_t index);
  TypeId param_type(std::uint32_t index);
  void check_param_value(ParamInfo& param);
  void report_param_cycle(std::uint32_t index);
  void refuse_unsettled(const syntax::Expr& value, std::string_view what);
  std::string_view why_unsettled(const syntax::Expr& part) const;

  // --- types: resolve_type.cpp
  TypeId resolve(const syntax::TypeExpr* type);
  TypeId resolve_bare(const syntax::TypeExpr& type);
  TypeId resolve_name(const syntax::TypeExpr& type);
  TypeId resolve_type_of_module(const syntax::TypeExpr& type);
  TypeId resolve_union(const syntax::TypeExpr& type);
  bool report_foreign_union(const syntax::TypeExpr& type);
  std::optional<TypeId> resolve_foreign_type(const syntax::TypeExpr& type);
  TypeId resolve_fields(std::span<const syntax::FieldDecl> fields, std::string name);
  std::optional<plan::Value> default_of(const syntax::FieldDecl& field, TypeId type);
  TypeId bounded(TypeId type, const syntax::Bound& bound);
  bool check_ends(TypeId type, const syntax::Bound& bound);
  /// How many groups it has; nothing where it cannot be read, which is told.
  std::optional<std::size_t> check_regex(source::Span span, std::string_view pattern);
  TypeId declared_type(std::uint32_t decl_index);
  std::optional<TypeId> predefined_type(std::string_view name);
  void warn_of_hidden_type(const syntax::Name& name);
  std::optional<plan::Value> constant_value(const syntax::Expr& expr, TypeId as) const;
  plan::Value written_text(plan::Value text, TypeId as) const;
  std::optional<plan::Value> constant_list(const syntax::ListExpr& list, TypeId as) const;

  // --- sources: check_source.cpp, check_source_option.cpp
  void check_source(SourceInfo& source);
  void take_source_option(SourceInfo& source, const plan::FileFormat& format, const syntax::Arg& arg);
  const plan::FileFormat* source_format(const syntax::CallExpr& call, const syntax::StringExpr& path);
  TypeId row_type(const syntax::TypeExpr& written);
  void read_source_shape(SourceInfo& source, const syntax::StringExpr& path);
  void apply_source_options(SourceInfo& source);
  bool rename_columns(SourceInfo& source, const syntax::RecordExpr& renames);
  void label_columns(SourceInfo& source, const syntax::RecordExpr& labels);
  void label_column(SourceInfo& source, const syntax::Name& column, const syntax::RecordExpr& labels);
  void choose_columns(SourceInfo& source, const syntax::ListExpr& columns);
  void report_unreadable(const SourceInfo& source, const syntax::StringExpr& path, const std::string& why);
  TypeId type_of_shape(const source::Shape& shape);
  /// An option of a source or an output against its line in file_formats.def.
  void check_file_option(const plan::FileOption& option, const syntax::Arg& arg);
  void report_unknown_option(const plan::FileFormat& format, plan::FileAccess access, const syntax::Arg& arg);

  // --- models: check_model.cpp
  void check_model(ModelInfo& model);
  void check_model_subject(ModelInfo& model, const plan::ProviderSpec& provider, const syntax::CallExpr& call);
  void check_members(ModelInfo& model, const syntax::CallExpr& call);
  void refuse_member_cycles();
  void report_unknown_provider(const syntax::Name& name);
  void check_setting(ModelInfo& model, const plan::ProviderSpec& provider, const syntax::Arg& arg);
  void check_price(const syntax::Expr& value);
  bool report_unquoted_id(const syntax::Arg& arg);
  void warn_of_param_name(const syntax::Name& name);
  void warn_of_param_of_sim(const syntax::Name& name);
  void check_amount(const syntax::Name& name, const syntax::Expr& value);
  void check_base_url(const syntax::Expr& value);
  void check_sim_text(const syntax::StringExpr& string, std::string_view text);
  void check_texts(const syntax::Expr& value, bool may_be_secret);
  void check_files(const syntax::Expr& value);

  // --- functions: check_function.cpp
  void check_function(std::uint32_t index);
  void check_purity(const FunctionInfo& function);
  void check_generator_block(FunctionInfo& function);
  void refuse_twice_written(const syntax::GeneratorDecl& decl);
  bool report_line_as_setting(const syntax::GeneratorDecl& decl);
  void check_generator_model(FunctionInfo& function, const syntax::Expr& value);
  void check_reply_format(const FunctionInfo& function, const syntax::Expr& value);
  void check_groups(const FunctionInfo& function, const syntax::CallExpr& call);
  void check_parts(const FunctionInfo& function, const syntax::Expr& value, std::size_t count, std::string_view part);
  void bind_params(FunctionInfo& function);
  // check_external.cpp
  void check_external(FunctionInfo& function);
  void check_external_option(const syntax::Arg& arg);
  bool can_be_sent(TypeId type) const;

  // --- datasets: check_dataset.cpp
  void check_dataset(std::uint32_t index);
  void check_dataset_lines(DatasetInfo& dataset);
  /// The rows of a dataset for whoever reads them, which then is checked after it.
  TypeId dataset_row(std::uint32_t index, source::Span at);
  void report_dataset_cycle(std::uint32_t index, source::Span at);
  TypeId row_type(const DatasetInfo& dataset);
  void warn_unused_lets();
  void warn_of_no_output(const DatasetInfo& dataset);
  void warn_of_exact(const DatasetInfo& dataset);
  void warn_of_shared_draws(const DatasetInfo& dataset);
  void note_what_may_fail(DatasetInfo& dataset);
  bool may_fail(const syntax::Expr& expr, std::vector<bool>& seen) const;
  bool may_fail(std::uint32_t column, std::vector<bool>& seen) const;
  // check_input.cpp
  void check_input(InputInfo& input, const syntax::DatasetInput& written);
  void check_input_rows(InputInfo& input, const syntax::Expr& rows);
  bool check_input_step(InputInfo& input, const syntax::Expr& rows);
  bool report_unnamed_source(const syntax::Expr& rows);
  bool check_named_input(InputInfo& input, const syntax::Expr& path);
  void check_union_input(InputInfo& input, const syntax::Expr& name, std::uint32_t type_index);
  // check_columns.cpp
  void declare_each(DatasetInfo& dataset);
  TypeId each_element(std::uint32_t index);
  void declare_columns(DatasetInfo& dataset);
  TypeId refuse_money(const syntax::Expr& value);
  void report_doubled(const DatasetInfo& dataset, const syntax::DatasetLine& line,
                      std::span<const std::uint32_t> doubled);
  void declare_split(DatasetInfo& dataset, const syntax::DatasetLine& line);
  void check_filters(DatasetInfo& dataset);
  bool stands_below(std::uint32_t level, std::string_view name, source::Span at);
  void declare_column(DatasetInfo& dataset, ColumnInfo column);
  void report_reserved(const ColumnInfo& column);
  void declare_spread(DatasetInfo& dataset, const syntax::DatasetLine& line);
  TypeId column_type(std::uint32_t index);   // for who reads it
  TypeId check_column(std::uint32_t index);  // once
  void report_cycle(std::uint32_t index);
  bool may_follow(source::Span span, std::uint32_t height);
  // check_line.cpp, check_key.cpp, check_rows.cpp
  void check_line(const syntax::DatasetLine& line);
  void check_once(const syntax::DatasetDecl& decl);
  void check_key(const syntax::DatasetLine& line);
  bool is_known_before_the_run(const syntax::Expr& expr, std::uint32_t level,
                               std::vector<std::uint32_t>& columns) const;
  bool is_known_before_the_run(Symbol symbol, std::uint32_t level, std::vector<std::uint32_t>& columns) const;
  void check_rows_exist();
  bool suggest_rows_line(diag::Diagnostic& diagnostic, const syntax::DatasetDecl& decl) const;
  void check_rows(const syntax::DatasetLine& line);
  void check_rows_by(const syntax::Expr& by);
  void check_distinct(const syntax::DatasetLine& line);
  void check_similar(const syntax::DatasetLine& line);
  TypeId check_split(const syntax::DatasetLine& line);
  void check_budget(const syntax::Expr& value);
  void check_groups(std::span<const syntax::Expr* const> by);
  // check_measure.cpp
  void check_measure(const syntax::DatasetLine& line);
  std::optional<plan::Aggregate> aggregate_called(const CallSite& site) const;
  TypeId call_aggregate(const CallSite& site, plan::Aggregate aggregate);
  bool stands_in_measure(source::Span at, std::string_view what);
  // check_output.cpp
  void check_output(const syntax::Expr& output);
  void check_output_path(const syntax::Expr& path);
  void check_output_columns(const syntax::Expr& columns);
  void check_needed_options(const plan::FileFormat& format, const syntax::CallExpr& call);
  // check_schema.cpp
  void resolve_row_schema(DatasetInfo& dataset);
  void check_row_schema(DatasetInfo& dataset);
  void refuse_nulls_of_failures(const DatasetInfo& dataset);
  std::optional<TypeId> wanted_by_schema(const ColumnInfo& column) const;
  bool may_be_meant_as_line(const syntax::DatasetLine& line) const;
  void warn_of_line_word(const syntax::DatasetLine& line);

  // --- tests: check_test.cpp
  void check_test(TestInfo& test);
  void check_given(TestInfo& test, const syntax::TestLine& line);
  void find_given(GivenInfo& given);
  void find_given_column(GivenInfo& given);
  void report_unknown_given(const GivenInfo& given);
  void bind_given_params(GivenInfo& given);
  void check_given_value(const GivenInfo& given);
  void check_given_reply(const syntax::Expr& value, const FunctionInfo& function);
  void refuse_twice_given(const TestInfo& test, const GivenInfo& given);
  void refuse_effects(const syntax::Expr& value);
  std::optional<TypeId> prompts_of(const syntax::FieldExpr& field);

  // --- expressions: check_expr.cpp
  TypeId check(const syntax::Expr& expr, Expectation want = {});
  TypeId check_as(const syntax::Expr& expr, TypeId type) { return check(expr, {type, type}); }
  bool is_refused(const syntax::Expr& expr, TypeId have, const Expectation& want);
  std::string text_of(const syntax::Expr& expr) const { return std::string(surroundings_.sources.text(expr.span)); }
  bool holds_secret(TypeId type) { return facts_.of(module_.types, type).holds_secret; }
  bool is_too_large(TypeId type, source::Span span);
  TypeId infer(const syntax::Expr& expr, const Expectation& want);
  TypeId demand(const syntax::Expr& expr, TypeId have, TypeId want);
  void widen(const syntax::Expr& expr, TypeId common);
  void report_mismatch(const syntax::Expr& expr, TypeId have, TypeId want);
  void suggest_conversion(diag::Diagnostic& diagnostic, const syntax::Expr& expr, TypeId have, TypeId want) const;
  bool is_division_of_ints(const syntax::Expr& expr) const;
  void check_date_text(const syntax::Expr& expr, TypeId want);
  bool fits_as_constant(const syntax::Expr& expr, TypeId want) const;
  void check_condition(const syntax::Expr& expr);
  void require_condition(const syntax::Expr& expr, TypeId have);
  TypeId infer_name(const syntax::NameExpr& name);
  TypeId type_of_symbol(Symbol symbol, const syntax::Name& name);
  TypeId infer_it(const syntax::ItExpr& it);
  TypeId infer_list(const syntax::ListExpr& list, const Expectation& want);
  TypeId infer_record(const syntax::RecordExpr& record, const Expectation& want);
  TypeId infer_record_as(const syntax::RecordExpr& record, TypeId type, const Expectation& want);
  TypeId type_of_checked(const syntax::RecordExpr& record);
  TypeId infer_comprehension(const syntax::ComprehensionExpr& comprehension, const Expectation& want);
  TypeId infer_field(const syntax::FieldExpr& field);
  TypeId infer_member(const syntax::FieldExpr& member, std::uint32_t scope);
  void report_unknown_field(const syntax::Name& field, const plan::Type& record);
  bool report_one_column(const syntax::FieldExpr& field, const plan::Type& record);
  TypeId infer_named_field(const syntax::StringExpr& key, TypeId record);
  TypeId infer_subscript(const syntax::SubscriptExpr& subscript);
  bool is_proven(const syntax::Expr& expr) const;
  TypeId element_of(const syntax::Expr& list, TypeId type);

  // --- operators: check_operator.cpp, check_constant.cpp
  using Operands = std::vector<std::pair<const syntax::Expr*, TypeId>>;
  void refuse_unfit(const syntax::Expr& expr, TypeId want);
  void refuse_failing(const syntax::Expr& expr, plan::Builtin builtin, const Operands& operands);
  bool refuse_index(const Operands& operands);
  bool refuse_unordered(plan::Builtin builtin, const Operands& operands);
  TypeId call_operator(const syntax::Expr& expr, plan::Builtin builtin, const Operands& operands);
  void suggest_operands(diag::Diagnostic& diagnostic, const syntax::Expr& expr, plan::Builtin builtin,
                        const Operands& operands);
  void suggest_repeat(diag::Diagnostic& diagnostic, const syntax::Expr& expr, const Operands& operands);
  void no_operator(const syntax::Expr& expr, plan::Builtin builtin, const Operands& operands);
  TypeId infer_unary(const syntax::UnaryExpr& unary);
  void warn_of_sign_before_pipe(const syntax::UnaryExpr& unary);
  TypeId infer_binary(const syntax::BinaryExpr& binary, const Expectation& want);
  TypeId infer_range(const syntax::RangeExpr& range);
  TypeId infer_logic(const syntax::BinaryExpr& binary);
  bool is_or_for_comparison(const syntax::BinaryExpr& binary);
  bool is_or_for_empty(const syntax::BinaryExpr& binary, TypeId left);
  bool is_or_for_default(const syntax::BinaryExpr& binary, TypeId left);
  TypeId infer_default(const syntax::BinaryExpr& binary, const Expectation& want);
  TypeId infer_equality(const syntax::BinaryExpr& binary, plan::Builtin builtin);
  void demand_plain(const syntax::Expr& arg, TypeId have, const plan::TypePattern& pattern);

  // --- conditionals: check_conditional.cpp
  TypeId infer_when(const syntax::WhenExpr& when, const Expectation& want);
  TypeId infer_where(const syntax::WhereExpr& where, const Expectation& want);
  TypeId infer_match(const syntax::MatchExpr& match, const Expectation& want);
  bool refuse_match(const syntax::MatchExpr& match, TypeId subject);
  void check_pattern(const syntax::Pattern& pattern, TypeId subject);
  void report_pattern(const syntax::Expr& literal, TypeId have, TypeId subject);
  void check_coverage(const syntax::MatchExpr& match, TypeId subject);
  void report_not_covered(const syntax::MatchExpr& match, TypeId subject, const std::vector<plan::Value>& left);
  bool can_be_retried(const syntax::Expr& expr) const;
  bool may_change(const syntax::Expr& condition) const;
  void refuse_constant_where(const syntax::WhereExpr& where);
  void refuse_impossible_where(const syntax::WhereExpr& where);

  // --- calls: check_call.cpp, check_builtin.cpp, check_ask.cpp
  TypeId infer_call(const syntax::CallExpr& call, const Expectation& want);
  TypeId infer_pipe(const syntax::PipeExpr& pipe, const Expectation& want);
  TypeId infer_site(const CallSite& site, const Expectation& want);
  Symbol resolve_callee(const CallSite& site);
  bool report_module_by_path(const CallSite& site);
  bool report_unknown_module(const CallSite& site);
  Symbol resolve_member_callee(const syntax::FieldExpr& member, std::uint32_t scope);
  WrittenCall written_call(const CallSite& site) const;
  bool report_foreign_call(const CallSite& site);
  void report_provider_call(const CallSite& site, const WrittenCall& call);
  bool report_foreign_field(const syntax::FieldExpr& field, TypeId object);
  const syntax::Expr* reply_behind(const syntax::Expr& value) const;
  bool report_reply_field(const syntax::FieldExpr& field, TypeId object);
  diag::Edit declared_above(std::string declaration) const;
  void check_draw(const CallSite& site, plan::Builtin builtin);
  const syntax::Expr* drawn_with(const CallSite& site, plan::Builtin sampler, std::size_t place) const;
  void check_picked(const CallSite& site, const syntax::Expr& options);
  void check_zone(const CallSite& site);
  void check_drawn_text(const CallSite& site);
  void check_options(const CallSite& site, const syntax::Expr& options, plan::Builtin sampler);
  void report_unknown_callee(const syntax::Name& name, Symbol value);
  void check_args(const CallSite& site);
  bool refuse_twice(std::span<const syntax::Arg> args);
  void report_twice(const syntax::Name& name, source::Span again, source::Span first);
  TypeId call_function(const CallSite& site, std::uint32_t index, const Expectation& want);
  void note_effects(const CallSite& site, Effects effects, const CallInfo& info, const syntax::Decl& callee);
  std::optional<std::size_t> param_of(const FunctionInfo& function, const syntax::Arg& arg, std::size_t place);
  void report_missing_args(const CallSite& site, const FunctionInfo& function, const CallInfo& info);
  TypeId call_builtin(const CallSite& site, plan::Builtin builtin, const Expectation& want);
  TypeId call_signature(const CallSite& site, plan::Builtin builtin);
  struct Matched;
  std::optional<Matched> match_signature(const CallSite& site, const plan::Signature& signature);
  bool report_drawn_int(const CallSite& site);
  bool suggest_reading(diag::Diagnostic& diagnostic, const CallSite& site, plan::Builtin builtin);
  void suggest_arguments(diag::Diagnostic& diagnostic, const CallSite& site, plan::Builtin builtin);
  void report_no_signature(const CallSite& site, plan::Builtin builtin);
  diag::Diagnostic& report_signature(const CallSite& site, std::string_view name, std::string_view signature);
  TypeId call_env(const CallSite& site);
  TypeId call_embed(const CallSite& site);
  TypeId call_image(const CallSite& site);
  // check_spread.cpp
  TypeId call_opened(const CallSite& site, plan::Builtin builtin);
  bool spread_into_params(const CallSite& site, std::uint32_t function, const syntax::Arg& arg, CallInfo& info);
  bool refuse_spread(const CallSite& site, std::string_view why);
  TypeId call_repeat(const CallSite& site, const Expectation& want);
  TypeId call_iterate(const CallSite& site, const Expectation& want);
  TypeId call_model(const CallSite& site, std::uint32_t model, const Expectation& want);
  TypeId reply_type(const syntax::Expr& call, const Expectation& want);
  Symbol model_named(const syntax::Expr& value);
  void check_turn(const syntax::Expr& text);
  void take_use_setting(CallInfo& info, const syntax::Arg& arg);

  // --- strings: check_template.cpp
  TypeId infer_string(const syntax::StringExpr& string);
  void warn_of_double_braces(const syntax::StringExpr& string);
  void check_pieces(syntax::Pieces pieces);
  void check_piece(const syntax::Piece& piece);
  void check_for_piece(const syntax::Piece& piece);
  void check_if_piece(const syntax::Piece& piece);
  void check_printed(const syntax::Expr& value);
  TypeId loop_type();

  // --- files: check_jinja.cpp
  struct UseSite;
  const syntax::StringExpr* path_argument(const CallSite& site, std::string_view what);
  TypeId call_file(const CallSite& site);
  TypeId call_template(const CallSite& site);
  std::optional<std::vector<std::string>> possible_texts(const CallSite& site, std::string_view name);
  void bind_template(const CallSite& site, plan::JinjaTemplateId which);
  void take_from_scope(const CallSite& site, const jinja::Variable& variable, TemplateCall& call);
  void report_unknown_variable(const CallSite& site, const jinja::Variable& variable, plan::JinjaTemplateId which);
  void report_unused_arguments(const CallSite& site, const std::vector<jinja::Variable>& variables);
  void check_use(const jinja::Use& use, TypeId have, const UseSite& at);
  bool report_unknown_method(const jinja::Use& use, TypeId have, const UseSite& at);
  void report_draw(source::Span drawn, const UseSite& at);
  void report_use(const jinja::Use& use, TypeId have, const UseSite& at, std::string_view why);
  void check_include(const syntax::Piece& piece);
  const syntax::StringExpr* included_text(const std::string& path, const syntax::Piece& piece);

  // --- prompts: check_prompt.cpp, report_prompt.cpp, call_prompt.cpp
  struct PromptSite;
  void check_prompt(PromptInfo& info);
  bool read_prompt_site(PromptInfo& info, PromptSite& site);
  bool read_prompt_arg(PromptSite& site, const syntax::Arg& arg, std::size_t place);
  const syntax::StringExpr* plain_part(const syntax::Expr& value);
  bool read_domain(const syntax::Expr& value, PromptSite& site);
  bool choose_version(PromptInfo& info, const PromptSite& site);
  void read_definition(PromptInfo& info, const PromptSite& site);
  void take_messages(PromptInfo& info, const PromptSite& site, std::span<const prompt::Message> messages,
                     const std::string& path);
  void take_inputs(PromptInfo& info, const PromptSite& site);
  void read_text(PromptInfo& info, const PromptSite& site);
  void report_prompt_form(const PromptInfo& info);
  void report_missing_prompt(const PromptInfo& info, const PromptSite& site, const prompt::NoSuchPrompt& where);
  void report_missing_family(const PromptInfo& info, const PromptSite& site, const prompt::NoSuchPrompt& where);
  void report_no_version(const PromptInfo& info, const PromptSite& site, const std::vector<prompt::Version>& versions);
  void report_lock(const PromptInfo& info, const PromptSite& site, const prompt::Version& locked, std::string_view why);
  void report_definition(const PromptInfo& info, source::FileId file, const prompt::DefinitionFailure& failure);
  std::optional<std::uint32_t> prompt_named(const syntax::Expr& expr);
  TypeId inputs_of_prompt(const syntax::TypeExpr& written, std::uint32_t index);
  TypeId infer_prompt_field(const syntax::FieldExpr& field, std::uint32_t index);
  TypeId call_prompt(const CallSite& site, std::uint32_t index, const Expectation& want);
  void take_prompt_arg(CallInfo& info, const PromptInfo& prompt, const syntax::Arg& arg);

  // --- names: scope.cpp
  const Scope& scope() const { return module_.scopes[place_.scope]; }
  Symbol declared(std::string_view name) const;
  Symbol declared(const syntax::Expr& path);
  Symbol declared_in(std::uint32_t scope, const syntax::Name& name);
  std::optional<std::uint32_t> module_named(const syntax::Expr& expr) const;
  Symbol look_up(std::string_view name) const;
  Symbol look_up_local(std::string_view name) const;
  Symbol look_up_outside_columns(std::string_view name) const;
  std::vector<std::string_view> values_in_scope() const;
  std::vector<std::string_view> callables_in_scope() const;
  std::vector<std::string_view> names_of(SymbolKind kind) const;
  void report_unknown_name(const syntax::Name& name);
  bool report_foreign_name(const syntax::Name& name);
  bool report_own_name(const syntax::Name& name);
  void suggest_comment(diag::Diagnostic& diagnostic, const syntax::Name& name);
  void suggest_owner(diag::Diagnostic& diagnostic, const syntax::Name& name);
  void warn_of_hidden_param(std::string_view what, const syntax::Name& name);
  std::uint32_t bind(std::string_view name, TypeId type, source::Span span);

  diag::Diagnostic& error(diag::Code code, source::Span span, std::string message, std::string label = {});
  void suggest(diag::Diagnostic& diagnostic, const syntax::Name& written, std::span<const std::string_view> names);
  static diag::Hint loop_hint() { return {"`loop` tells of the `{% for %}` that it stands in", {}}; }
  TypeId not_yet(source::Span span, const std::string& what);
  std::string show(TypeId type) const { return module_.types.show(type); }
  const plan::Type& type(TypeId id) const { return module_.types[id]; }
  TypeId plain(plan::TypeKind kind) const { return module_.types.of(kind); }
  TypeId error_type() const { return module_.types.error(); }

  /// Where an expression stands: what is around it that it may name.
  struct Place {
    std::uint32_t scope = kMainScope;  // of the file
    DatasetInfo* dataset = nullptr;
    std::optional<std::uint32_t> column;                             // whose own expression this is
    std::vector<std::pair<std::string_view, std::uint32_t>> locals;  // innermost last
    std::vector<std::uint32_t> its;                                  // of `where` and `iterate`, innermost last
    std::vector<std::string> not_null;                               // paths that a condition around has proven
    std::uint32_t level = 0;                                         // how many `each` it sees the elements of
    bool in_measure = false;                                         // over all rows, outside of an aggregate
    bool in_message = false;                                         // directly in what is sent to a model
    Effects effects;                                                 // gathered from what was checked here
    bool in_declaration = false;                                     // env() may stand here
    bool in_test = false;                                            // `ask.prompts` may stand here
    std::uint64_t calls = 0;                                         // each function put in its place
  };
  /// Nothing around but the names of the file in which `decl` stands.
  Place place_in(const syntax::Decl& decl) const;
  enum class Progress : std::uint8_t { None, Running, Done };

  const ModuleTree& files_;
  const Surroundings& surroundings_;
  diag::DiagSink& diags_;
  Module module_;
  Place place_;
  std::vector<std::optional<TypeId>> resolved_types_;  // by place in module_.named_types
  std::vector<const syntax::Decl*> type_decls_;
  std::vector<bool> scope_used_;  // by the program itself
  TypeFacts facts_;
  std::vector<Progress> type_progress_;
  std::vector<Progress> param_progress_;
  std::vector<Progress> function_progress_;
  std::vector<const syntax::Decl*> reading_;  // parameters and functions that are being checked, outermost first
  std::vector<Progress> dataset_progress_;
  std::vector<std::uint32_t> dataset_stack_;

  /// What is known of the dataset that is checked, on the way.
  struct Columns {
    std::vector<Progress> progress;
    std::vector<bool> used;
    std::vector<std::uint32_t> stack;
    std::vector<Progress> eaches;
    FilterReads read_early;                    // before all filters are decided
    std::vector<const syntax::Expr*> filters;  // those that are checked already
    std::vector<std::string> not_null;         // what the filters prove
  };
  Columns columns_;
  jinja::Library library_;
  std::vector<std::string> open_includes_;  // files that are being included, outermost first
  std::size_t told_;                        // mistakes so far
  std::uint32_t chain_ = 0;                 // how far declarations have led from the one at hand
  bool chain_told_ = false;
  bool includes_told_ = false;
  bool too_large_told_ = false;
};

/// An overload that takes a call's arguments.
struct Checker::Matched {
  std::vector<const syntax::Expr*> args;           // by parameter, a variadic one's in its place
  std::vector<const plan::TypePattern*> patterns;  // beside args
  TypeId result;
};

/// Where a template is given one of its variables.
struct Checker::UseSite {
  std::string name;
  std::optional<source::Span> given;  // the argument; none where the value is taken from around the call
  source::Span call;

  diag::Label origin() const { return {given.value_or(call), given ? "given here" : "rendered here"}; }
};

/// The parts of `aigw(…)` that messages point at; null for those left out.
struct Checker::PromptSite {
  source::Span span;
  const syntax::StringExpr* registry = nullptr;
  const syntax::StringExpr* id = nullptr;
  const syntax::StringExpr* constraint = nullptr;
  const syntax::StringExpr* family = nullptr;
  std::vector<std::pair<syntax::Name, std::vector<std::string>>> domain = {};

  std::optional<std::vector<std::string>> values_of(std::string_view variable) const;
};

/// A call in either form, `f(x, a)` or `x | f(a)`.
struct Checker::CallSite {
  const syntax::Expr& expr;
  const syntax::Expr& callee;
  std::vector<syntax::Arg> args;  // a piped value first
};

/// Adds to a count for as long as it lives.
class CountMark {
 public:
  CountMark(std::uint32_t& count, std::uint32_t added) : count_(count), added_(added) { count_ += added_; }
  ~CountMark() { count_ -= added_; }
  CountMark(const CountMark&) = delete;
  CountMark& operator=(const CountMark&) = delete;

 private:
  std::uint32_t& count_;
  std::uint32_t added_;
};

/// Leaves what a block of checking added to a list when the block ends.
template <class T>
class ListMark {
 public:
  explicit ListMark(std::vector<T>& list) : list_(list), size_(list.size()) {}
  ~ListMark() { list_.resize(size_); }
  ListMark(const ListMark&) = delete;
  ListMark& operator=(const ListMark&) = delete;

 private:
  std::vector<T>& list_;
  std::size_t size_;
};

}  // namespace sdg::sema
