#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cli/commands.h"
#include "cli/datasets.h"
#include "cli/exit_status.h"
#include "cli/program.h"
#include "cli/schema_json.h"
#include "cli/terminal.h"
#include "compiler/plan/shown_columns.h"

namespace sdg::cli {

namespace {

using Json = nlohmann::ordered_json;

/// The columns that a row shows, as one record.
std::vector<plan::Field> columns_of(const plan::Dataset& dataset) {
  std::vector<plan::Field> fields;
  for (const plan::Column& column : plan::shown_columns(dataset))
    fields.push_back({column.name, column.type, column.doc, {}});
  return fields;
}

/// Those of one output, which may have columns of its own; their docs are those of the dataset's.
Result<std::vector<plan::Field>> columns_of_output(const plan::Dataset& dataset, std::int64_t number) {
  if (number > static_cast<std::int64_t>(dataset.outputs.size()))
    return Failure{fmt::format("`{}` has {} output{}, not {}", dataset.name, dataset.outputs.size(),
                               dataset.outputs.size() == 1 ? "" : "s", number)};
  std::vector<plan::Field> fields;
  for (const plan::OutputColumn& written : dataset.outputs[static_cast<std::size_t>(number - 1)].columns) {
    plan::Field field{written.name, written.type, {}, {}};
    for (const plan::Column& column : dataset.columns)
      if (column.name == written.name) field.doc = column.doc;
    fields.push_back(std::move(field));
  }
  return fields;
}

Result<Json> schema_of_rows(Program& program, std::uint32_t index, std::optional<std::int64_t> output) {
  const plan::Dataset& dataset = program.plan.datasets[index];
  auto fields = output ? columns_of_output(dataset, *output) : Result<std::vector<plan::Field>>(columns_of(dataset));
  if (!fields) return fields.failure();
  Json schema = schema_of(program.plan.types, program.plan.types.record_of(std::move(*fields)));
  Json named{{"title", dataset.name}};
  named.update(schema);
  return named;
}

/// The one dataset that is asked for, or all of them under their names.
Result<Json> schemas(Program& program, const SchemaOptions& options) {
  Json whole{{"$schema", kSchemaDialect}};
  auto& datasets = program.plan.datasets;
  if (!options.dataset.empty() || datasets.size() == 1) {
    const auto found =
        options.dataset.empty() ? Result<std::uint32_t>(0u) : find_dataset(program.plan, options.dataset);
    if (!found) return found.failure();
    auto rows = schema_of_rows(program, *found, options.output);
    if (!rows) return rows.failure();
    whole.update(*rows);
    return whole;
  }
  if (options.output) return Failure{"`--output` needs the name of a dataset: the program has several"};
  for (std::uint32_t i = 0; i < datasets.size(); ++i) {
    auto rows = schema_of_rows(program, i, {});
    if (!rows) return rows.failure();
    whole["$defs"][datasets[i].name] = std::move(*rows);
  }
  return whole;
}

}  // namespace

int schema(const SchemaOptions& options) {
  const auto program = planned_without_running(options.file);
  if (!program) return kProgramWrong;
  const auto made = schemas(*program, options);
  if (!made) {
    say_error(made.failure().message);
    return kUsage;
  }
  say(made->dump(2));
  return kDone;
}

}  // namespace sdg::cli
