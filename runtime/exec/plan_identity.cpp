#include "runtime/exec/plan_identity.h"

#include <sys/stat.h>

#include <algorithm>

#include "compiler/plan/encoder.h"
#include "runtime/exec/row_values.h"
#include "runtime/sink/manifest.h"
#include "runtime/source/row_reader.h"

namespace sdg::exec {
namespace {

bool add_file(plan::Encoder& encoder, const std::string& path) {
  struct stat facts {};
  if (stat(path.c_str(), &facts) != 0) return false;
  encoder.text("file", path).integer("size", facts.st_size);
  encoder.integer("seconds", facts.st_mtim.tv_sec).integer("nanoseconds", facts.st_mtim.tv_nsec);
  return true;
}

bool add_source(plan::Encoder& encoder, const plan::SourceSpec& source) {
  if (source.path == "-") return false;
  const auto files = source::source_files(source);
  if (!files || files->empty()) return false;
  encoder.text("source", source.format);
  for (const auto& [name, value] : source.options) encoder.text(name, plan::to_json(value));
  return std::ranges::all_of(*files, [&](const std::string& file) { return add_file(encoder, file); });
}

class Identity {
 public:
  Identity(const plan::Plan& plan, std::optional<std::int64_t> seed) : plan_(plan), seed_(seed) {}

  bool add(plan::Encoder& encoder, const plan::Dataset& dataset) {
    encoder.begin_list("dataset").text("name", dataset.name).digest("program", dataset.row_program);
    encoder.integer("seed", seed_.value_or(dataset.seed)).boolean("shuffle", dataset.shuffle);
    encoder.integer("failure", static_cast<std::int64_t>(dataset.on_failure));
    if (dataset.rows) encoder.integer("rows", static_cast<std::int64_t>(*dataset.rows));
    for (const auto& output : dataset.outputs) add_output(encoder, output);
    const bool all =
        std::ranges::all_of(dataset.inputs, [&](const plan::InputSpec& input) { return add_input(encoder, input); }) &&
        std::ranges::all_of(dataset.tables,
                            [&](const plan::TableRef& table) { return add_rows(encoder, table.kind, table.index); });
    encoder.end_list();
    return all;
  }

 private:
  static void add_output(plan::Encoder& encoder, const plan::OutputSpec& output) {
    encoder.begin_list("output").text("format", output.format).text("path", output.path);
    for (const auto& column : output.columns) encoder.text("column", column.name);
    for (const auto& [name, value] : output.options) encoder.text(name, plan::to_json(value));
    encoder.end_list();
  }

  bool add_input(plan::Encoder& encoder, const plan::InputSpec& input) {
    if (input.kind != plan::InputSpec::Kind::Values) return add_rows(encoder, input.kind, input.index);
    std::string values;
    for (const auto& value : input.values) append_value(values, value);
    encoder.bytes("values", values);
    return true;
  }

  bool add_rows(plan::Encoder& encoder, plan::InputSpec::Kind kind, std::uint32_t index) {
    switch (kind) {
      case plan::InputSpec::Kind::Source: return add_source(encoder, plan_.sources[index]);
      case plan::InputSpec::Kind::Dataset: return add(encoder, plan_.datasets[index]);
      case plan::InputSpec::Kind::Values:
      case plan::InputSpec::Kind::Prompts: return true;
    }
    return false;
  }

  const plan::Plan& plan_;
  std::optional<std::int64_t> seed_;
};

}  // namespace

std::optional<std::string> dataset_identity(const plan::Plan& plan, std::uint32_t dataset,
                                            std::optional<std::int64_t> seed) {
  plan::Encoder encoder("outputs/1");
  if (!Identity(plan, seed).add(encoder, plan.datasets[dataset])) return std::nullopt;
  return encoder.sha256().hex();
}

bool is_up_to_date(const plan::Plan& plan, std::uint32_t dataset, std::optional<std::int64_t> seed) {
  const auto identity = dataset_identity(plan, dataset, seed);
  const auto& outputs = plan.datasets[dataset].outputs;
  return identity && !outputs.empty() && std::ranges::all_of(outputs, [&](const plan::OutputSpec& output) {
           if (output.path == "-") return false;
           const auto manifest = sink::read_manifest(output.path);
           return manifest && sink::is_current(*manifest, *identity);
         });
}

}  // namespace sdg::exec
