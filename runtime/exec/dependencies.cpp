#include "runtime/exec/dependencies.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "compiler/plan/provider_spec.h"
#include "compiler/source/paths.h"
#include "runtime/exec/selection.h"
#include "runtime/model/endpoint.h"
#include "runtime/model/url.h"
#include "runtime/sink/manifest.h"
#include "runtime/source/row_reader.h"

namespace sdg::exec {
namespace {

using DependencyKind = report::Dependency::Kind;
using plan::InputSpec;
using plan::NodeKind;

bool is_remote(std::string_view path) { return path.find("://") != std::string_view::npos; }

void add_once(std::vector<std::string>& paths, const std::string& path) {
  auto normal = source::normal_path(path);
  if (std::ranges::find(paths, normal) == paths.end()) paths.push_back(std::move(normal));
}

class Listing {
 public:
  Listing(const plan::Plan& plan, const RunPlace& place) : plan_(plan), place_(place) {}

  report::Dependencies list(const Selection& selection) {
    for (const auto& program : place_.programs) {
      add_path(DependencyKind::Reads, program,
               program == place_.programs.front() ? "the pipeline" : "the pipeline uses it");
    }
    for (std::uint32_t i = 0; i < plan_.datasets.size(); ++i) {
      if (selection.runs[i]) add_dataset(plan_.datasets[i]);
    }
    add_path(DependencyKind::Writes, place_.store, "the store");
    for (std::uint32_t i = 0; i < plan_.datasets.size(); ++i) {
      if (selection.writes[i]) add_outputs(plan_.datasets[i]);
    }
    return std::move(result_);
  }

 private:
  void add(DependencyKind kind, std::string what, const std::string& whose) {
    const auto known = std::ranges::find_if(
        result_.all, [&](const report::Dependency& each) { return each.kind == kind && each.what == what; });
    if (known == result_.all.end()) {
      result_.all.push_back({kind, std::move(what), whose, false});
    } else if (known->whose.find(whose) == std::string::npos) {
      known->whose += ", " + whose;
    }
  }

  void add_path(DependencyKind kind, const std::string& written, const std::string& whose) {
    if (written == "-") return;
    if (is_remote(written)) return add(DependencyKind::Connects, model::canonical_place(written), whose);
    const auto path = source::normal_path(written);
    add(kind, path, whose);
    for (auto& each : result_.all) {
      if (each.kind == kind && each.what == path) each.is_outside = is_outside(path);
    }
  }

  std::string absolute(const std::string& path) const {
    return source::normal_path(path.starts_with('/') ? path : place_.working_folder + "/" + path);
  }

  bool is_outside(const std::string& path) const {
    auto folder = absolute(place_.folder);
    if (!folder.ends_with('/')) folder += '/';
    return !absolute(path).starts_with(folder);
  }

  void add_dataset(const plan::Dataset& dataset) {
    for (const auto& input : dataset.inputs) {
      if (input.kind == InputSpec::Kind::Source) add_source(plan_.sources[input.index]);
    }
    for (const auto& table : dataset.tables) {
      if (table.kind == InputSpec::Kind::Source) add_source(plan_.sources[table.index]);
    }
    for (const auto& ask : dataset.asks) add_model(plan_.models[ask.model.index]);
    for (const auto& node : dataset.nodes) {
      if (node.kind == NodeKind::Embed) add_model(plan_.models[node.payload]);
      if (node.kind == NodeKind::External) {
        const auto& external = plan_.externals[node.payload];
        add_command(external.command, fmt::format("external `{}`", external.name));
      }
    }
  }

  void add_source(const plan::SourceSpec& source) {
    add_path(DependencyKind::Reads, source.path, fmt::format("source `{}`", source.name));
  }

  void add_model(const plan::ModelSpec& model) {
    for (const auto member : model.members) add_model(plan_.models[member.index]);
    if (plan::answers_as_sim(model)) return;
    const auto whose = fmt::format("model `{}`", model.name);
    const auto* provider = plan::find_provider(model.provider);
    if (provider && provider->form == plan::ProviderForm::Recording)
      return add_path(DependencyKind::Reads, model.id, whose);
    if (!model.ca_file.empty()) add_path(DependencyKind::Reads, model.ca_file, whose);
    add_command(model.command, whose);
    const auto url = model::base_url(model);
    if (!model.command.is_set() && !url.empty()) add(DependencyKind::Connects, model::canonical_place(url), whose);
  }

  void add_command(const plan::CommandSpec& command, const std::string& whose) {
    if (!command.is_set()) return;
    add(DependencyKind::Starts, fmt::format("{}", fmt::join(command.words, " ")), whose);
    for (const auto& file : command.files) add_path(DependencyKind::Reads, file.path, whose);
  }

  void add_outputs(const plan::Dataset& dataset) {
    report::MakeRule rule;
    for (const auto& output : dataset.outputs) {
      add_path(DependencyKind::Writes, output.path, fmt::format("dataset `{}`", dataset.name));
      if (output.path == "-" || is_remote(output.path)) continue;
      add_path(DependencyKind::Writes, sink::manifest_path(output.path), "what was written there");
      rule.outputs.push_back(source::normal_path(output.path));
    }
    if (rule.outputs.empty()) return;
    for (const auto& program : place_.programs) add_once(rule.inputs, program);
    add_read_files(rule.inputs, dataset);
    result_.rules.push_back(std::move(rule));
  }

  /// Of a dataset, and of those that it reads: their rows come through the store, not through their outputs.
  void add_read_files(std::vector<std::string>& files, const plan::Dataset& dataset) const {
    const auto add_rows = [&](InputSpec::Kind kind, std::uint32_t index) {
      if (kind == InputSpec::Kind::Dataset) add_read_files(files, plan_.datasets[index]);
      if (kind == InputSpec::Kind::Source) add_source_files(files, plan_.sources[index]);
    };
    for (const auto& input : dataset.inputs) add_rows(input.kind, input.index);
    for (const auto& table : dataset.tables) add_rows(table.kind, table.index);
    for (const auto& node : dataset.nodes) {
      if (node.kind != NodeKind::External) continue;
      for (const auto& file : plan_.externals[node.payload].command.files) add_once(files, file.path);
    }
  }

  static void add_source_files(std::vector<std::string>& files, const plan::SourceSpec& source) {
    if (source.path == "-" || is_remote(source.path)) return;
    const auto found = source::source_files(source);
    if (!found) return;
    for (const auto& file : *found) add_once(files, file);
  }

  const plan::Plan& plan_;
  const RunPlace& place_;
  report::Dependencies result_;
};

}  // namespace

report::Dependencies dependencies(const plan::Plan& plan, const std::optional<std::string>& only,
                                  const RunPlace& place) {
  const auto wanted = wanted_datasets(plan, only);
  return Listing(plan, place).list(select(plan, wanted.value_or(std::vector<bool>(plan.datasets.size()))));
}

}  // namespace sdg::exec
