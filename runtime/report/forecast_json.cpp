#include "compiler/plan/pretty_json.h"
#include "runtime/report/forecast.h"

namespace sdg::report {
namespace {

using plan::RecordBuilder;
using plan::Value;

Value number(std::uint64_t count) { return Value(static_cast<std::int64_t>(count)); }
Value number(double amount) { return Value(static_cast<std::int64_t>(amount)); }
Value number(const std::optional<std::int64_t>& amount) { return amount ? Value(*amount) : Value(); }

Value texts(const std::vector<std::string>& all) {
  std::vector<Value> values;
  for (const auto& text : all) values.push_back(Value::string(text));
  return Value::list(std::move(values));
}

Value as_value(const ColumnForecast& column) {
  RecordBuilder reasons;
  for (const auto& [reason, cells] : column.reasons) reasons.add(reason, number(cells));
  return RecordBuilder()
      .add("column", column.column)
      .add("model", column.model)
      .add("found", number(column.found))
      .add("asked_on", number(column.again))
      .add("stale", number(column.stale))
      .add("new", number(column.fresh))
      .add("depends", number(column.depends))
      .add("depends_on", column.depends_on)
      .add("at_least", Value(column.at_least))
      .add("reasons", reasons.build())
      .add("requests", number(column.requests()))
      .add("input_tokens", number(column.input_tokens))
      .add("output_tokens", number(column.output_tokens))
      .add("cost_nano_dollars", number(column.cost_nano_dollars))
      .build();
}

Value as_value(const DatasetForecast& dataset) {
  std::vector<Value> columns;
  for (const auto& column : dataset.columns) columns.push_back(as_value(column));
  return RecordBuilder()
      .add("dataset", dataset.dataset)
      .add("candidates", number(dataset.candidates))
      .add("finished", number(dataset.finished))
      .add("finished_cells", number(dataset.finished_cells))
      .add("waiting", number(dataset.waiting))
      .add("at_least", Value(dataset.at_least))
      .add("columns", Value::list(std::move(columns)))
      .add("notes", texts(dataset.notes))
      .build();
}

Value as_value(const ModelForecast& model) {
  return RecordBuilder()
      .add("model", model.model)
      .add("requests", number(model.requests))
      .add("at_least", Value(model.at_least))
      .add("seconds", model.time ? Value(std::int64_t{model.time->count()}) : Value())
      .add("limit", model.limit)
      .build();
}

template <class T>
Value list_of(const std::vector<T>& all) {
  std::vector<Value> values;
  for (const auto& each : all) values.push_back(as_value(each));
  return Value::list(std::move(values));
}

}  // namespace

std::string to_json(const Forecast& forecast) {
  return plan::to_pretty_json(RecordBuilder()
                                  .add("warnings", texts(forecast.warnings))
                                  .add("datasets", list_of(forecast.datasets))
                                  .add("models", list_of(forecast.models))
                                  .build());
}

}  // namespace sdg::report
