#include "runtime/exec/output_pass.h"

#include <algorithm>
#include <utility>

#include "compiler/plan/shown_columns.h"
#include "runtime/exec/row_program.h"

namespace sdg::exec {
namespace {

constexpr std::size_t kRowsAPass = 512;

}  // namespace

std::string partial_path(const std::string& path) {
  if (path == "-") return path;
  const auto name = path.rfind('/') == std::string::npos ? 0 : path.rfind('/') + 1;
  const auto dot = path.find('.', name + 1);
  return dot == std::string::npos ? path + ".partial" : path.substr(0, dot) + ".partial" + path.substr(dot);
}

Result<void, sink::SinkFailure> OutputPass::open() {
  for (const auto& output : program_.dataset.outputs) {
    auto sink = open_sink_(output, extent_ == Extent::AllRows ? output.path : partial_path(output.path));
    if (!sink) return sink.take_failure();
    sinks_.push_back(std::move(*sink));
  }
  return {};
}

/// `{column: cause}`, null for a column that has a value.
plan::Value OutputPass::errors(const FinishedRow& row, plan::TypeId type) const {
  const auto& types = program_.plan.types;
  const auto& dataset = program_.dataset;
  std::vector<std::string> names;
  std::vector<plan::Value> causes;
  for (const auto& field : types[types.required(type)].fields) {
    names.push_back(field.name);
    auto& cause = causes.emplace_back();
    for (std::uint32_t root = 0; root < row.values.size(); ++root) {
      const bool is_field = std::ranges::any_of(dataset.columns, [&](const plan::Column& column) {
        return column.name == field.name && column.node == program_.roots[root];
      });
      if (is_field && row.values[root].failed()) cause = plan::Value::string(row.values[root].cause);
    }
  }
  return plan::Value::record(plan::make_shape(std::move(names)), std::move(causes));
}

void OutputPass::fill_columns(const FinishedRow& row, std::size_t output) {
  const auto& columns = program_.dataset.outputs[output].columns;
  columns_.clear();
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const bool is_errors = columns[i].name == plan::kErrorsColumn;
    columns_.push_back(is_errors ? errors(row, columns[i].type) : row.values[program_.output_roots[output][i]].value);
  }
}

Result<void, sink::SinkFailure> OutputPass::write(const FinishedRow& row) {
  for (std::size_t i = 0; i < sinks_.size(); ++i) {
    fill_columns(row, i);
    if (auto written = sinks_[i]->write(columns_); !written) return written;
  }
  return {};
}

Result<bool, sink::SinkFailure> OutputPass::write_some() {
  for (std::size_t i = 0; i < kRowsAPass; ++i) {
    auto row = rows_.next();
    if (!row) {
      source_failed_ = true;
      return sink::SinkFailure{sink::SinkFailure::Kind::NotWritable, row.failure().message};
    }
    if (!*row) return false;
    ++candidates_;
    if ((*row)->is_childless) ++childless_;
    if ((*row)->fate == FinishedRow::Fate::Unknown) {
      ++unknown_;
      if ((*row)->is_childless) ++uncounted_;
      if (extent_ == Extent::FinishedRows) continue;
      return false;
    }
    if ((*row)->fate == FinishedRow::Fate::Failed) ++failed_;
    const bool seen = is_seen(program_, **row);
    if (seen || (*row)->fate == FinishedRow::Fate::FilteredOut) ++through_;
    if (seen) {
      if (auto written = write(**row); !written) return written.take_failure();
    }
    if ((*row)->from_store) continue;
    (*row)->values.clear();
    computed_.push_back(std::move(**row));
  }
  return true;
}

Result<void, sink::SinkFailure> OutputPass::commit() {
  for (auto& sink : sinks_) {
    auto file = sink->commit();
    if (!file) return file.take_failure();
    files_.push_back(std::move(*file));
  }
  return {};
}

}  // namespace sdg::exec
