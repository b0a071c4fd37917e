#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/lower/lowerer.h"

namespace sdg::lower {

/// Lowers one dataset: its lines here, their expressions by a Lowerer. Its methods stand in one file a topic.
class DatasetLowerer {
 public:
  DatasetLowerer(const Module& module, const sema::DatasetInfo& info, const source::SourceMap& sources,
                 const Inputs& inputs, const Places& places, plan::Plan& plan, diag::DiagSink& diags);

  plan::Dataset lower();

 private:
  // lower_dataset.cpp
  void lower_line(const syntax::DatasetLine& line);
  void lower_key(const syntax::DatasetLine& line);
  void list_read_columns();
  void list_between();
  const Value* constant(const syntax::Expr& expr, std::string_view what);
  std::optional<std::int64_t> constant_int(const syntax::Expr& expr, std::string_view what);
  std::optional<double> constant_number(const syntax::Expr& expr, std::string_view what);
  std::uint32_t deepest() const { return static_cast<std::uint32_t>(info_.eaches.size()); }

  // lower_input.cpp
  plan::InputSpec lower_input(const sema::InputInfo& input);
  void list_values(plan::InputSpec& spec, const syntax::Expr* values);

  // lower_rows.cpp
  void lower_rows(const syntax::DatasetLine& line);
  void lower_distinct(const syntax::DatasetLine& line);
  void lower_split(const syntax::DatasetLine& line);
  void lower_budget(const syntax::DatasetLine& line);
  void lower_on_failure(const syntax::DatasetLine& line);

  // lower_output.cpp
  void lower_output(const syntax::Expr& output);
  const Value* lower_path(const syntax::Expr& path);
  void add_option(plan::OutputSpec& spec, const syntax::Arg& arg);
  void add_all_columns(plan::OutputSpec& spec);
  void add_written_columns(plan::OutputSpec& spec, const syntax::Expr& columns);
  void add_named_column(plan::OutputSpec& spec, std::string name, const syntax::Expr& value);
  void add_errors(plan::OutputSpec& spec);
  TypeId written_type(const syntax::Expr& value, TypeId type);
  void note_columns(const syntax::Expr& name);
  plan::Column named_column(std::uint32_t index);
  NodeId need_column(std::uint32_t index);

  const Module& module_;
  const sema::DatasetInfo& info_;
  const source::SourceMap& sources_;
  const Inputs& inputs_;
  const Places& places_;
  plan::Plan& plan_;
  diag::DiagSink& diags_;
  plan::Dataset dataset_;
  std::vector<bool> listed_;  // by column: whether an output shows it
  Lowerer lowerer_;
};

}  // namespace sdg::lower
