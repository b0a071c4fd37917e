#include "runtime/exec/not_yet.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "compiler/diag/sink.h"
#include "compiler/plan/file_format.h"
#include "compiler/plan/provider_spec.h"
#include "runtime/eval/sampler.h"
#include "runtime/exec/selection.h"

namespace sdg::exec {
namespace {

using plan::Dataset;
using plan::FileAccess;
using plan::InputSpec;
using plan::Node;
using plan::NodeKind;

class Refusals {
 public:
  explicit Refusals(const plan::Plan& plan) : plan_(plan), sources_(plan.sources.size()), models_(plan.models.size()) {}

  void look_at(const Dataset& dataset) {
    look_at_inputs(dataset);
    look_at_rows(dataset);
    look_at_nodes(dataset);
    for (const auto& output : dataset.outputs) look_at_output(output);
    if (dataset.budget) cannot(dataset.budget->span, "`budget`");
  }

  std::vector<diag::Diagnostic> take() const { return refused_.sorted(); }

 private:
  /// One cause, one message: a line that lacks several things is told of the first.
  void cannot(source::Span span, std::string_view what) {
    const auto& told = refused_.all();
    if (std::ranges::find(told, span, &diag::Diagnostic::span) != told.end()) return;
    refused_.report(diag::Code::NotYet, span, fmt::format("{} cannot be run by this version yet", what));
  }

  void look_at_inputs(const Dataset& dataset) {
    for (const InputSpec& input : dataset.inputs) {
      if (input.kind == InputSpec::Kind::Source) look_at_source(input.index);
      if (!input.steps.empty()) {
        const bool is_slice = input.steps.front().kind == plan::InputStep::Kind::Slice;
        cannot(input.span, is_slice ? "`slice` in `from`" : "`cycle`");
      }
    }
    for (const auto& table : dataset.tables) {
      if (table.kind == InputSpec::Kind::Source) look_at_source(table.index);
    }
  }

  void look_at_source(std::uint32_t index) {
    if (sources_[index]) return;
    sources_[index] = true;
    const plan::SourceSpec& source = plan_.sources[index];
    const auto* format = plan::find_file_format(source.format);
    if (source.path.find("://") != std::string::npos) cannot(source.span, "a source that is not on this machine");
    if (format && format->reads == plan::Support::Later) {
      cannot(source.span, fmt::format("a source of the format `{}`", source.format));
    }
    if (!source.renamed.empty()) cannot(source.span, "`rename =` of a source");
    if (!source.labels.empty()) cannot(source.span, "`labels =` of a source");
    for (const auto& [name, value] : source.options) look_at_option(FileAccess::Read, source.format, name, source.span);
  }

  void look_at_option(FileAccess access, std::string_view format_name, std::string_view name, source::Span span) {
    const auto* format = plan::find_file_format(format_name);
    const auto* option = format ? plan::find_file_option(access, *format, name) : nullptr;
    if (option && option->support == plan::Support::Later) {
      const auto* whose = access == FileAccess::Read ? "a source" : "an output";
      cannot(span, fmt::format("`{} =` of {}", name, whose));
    }
  }

  void look_at_rows(const Dataset& dataset) {
    if (dataset.within) cannot(dataset.rows_span, "`rows … within`");
    for (const auto& distinct : dataset.distinct) cannot(distinct.span, "`distinct`");
    for (const auto& measure : dataset.measures) cannot(measure.span, "`measure`");
  }

  void look_at_nodes(const Dataset& dataset) {
    for (const Node& node : dataset.nodes) {
      switch (node.kind) {
        case NodeKind::Ask: look_at_model(dataset.asks[node.payload].model); break;
        case NodeKind::Embed: cannot(node.span, "`embed`"); break;
        case NodeKind::Image: cannot(node.span, "`image`"); break;
        case NodeKind::External: cannot(plan_.externals[node.payload].span, "`external`"); break;
        case NodeKind::Draw: look_at_draw(node, dataset.draws[node.payload]); break;
        case NodeKind::Constant:
        case NodeKind::Input:
        case NodeKind::RowIndex:
        case NodeKind::Local:
        case NodeKind::Table:
        case NodeKind::Field:
        case NodeKind::Apply:
        case NodeKind::Choose:
        case NodeKind::Coalesce:
        case NodeKind::Match:
        case NodeKind::List:
        case NodeKind::Record:
        case NodeKind::Concat:
        case NodeKind::Render:
        case NodeKind::Map:
        case NodeKind::Check:
        case NodeKind::Redraw:
        case NodeKind::Repeat:
        case NodeKind::Iterate:
        case NodeKind::Split: break;
      }
    }
  }

  void look_at_draw(const Node& node, const plan::Draw& draw) {
    if (!eval::find_sampler(draw.sampler)) cannot(node.span, fmt::format("`{}`", plan::spec(draw.sampler).name));
  }

  void look_at_model(plan::ModelId id) {
    if (models_[id.index]) return;
    models_[id.index] = true;
    const plan::ModelSpec& model = plan_.models[id.index];
    const auto* provider = plan::find_provider(model.provider);
    if (!provider || provider->support == plan::Support::Now || plan::answers_as_sim(model)) return;
    cannot(model.span, fmt::format("the provider `{}`", model.provider));
  }

  void look_at_output(const plan::OutputSpec& output) {
    const auto* format = plan::find_file_format(output.format);
    if (format && format->writes == plan::Support::Later) {
      cannot(output.span, fmt::format("an output of the format `{}`", output.format));
    } else if (output.is_split) {
      cannot(output.span, "a file for each part of a split");
    }
    for (const auto& [name, value] : output.options)
      look_at_option(FileAccess::Write, output.format, name, output.span);
  }

  const plan::Plan& plan_;
  std::vector<bool> sources_, models_;  // looked at already
  diag::DiagSink refused_;
};

}  // namespace

std::vector<diag::Diagnostic> what_this_version_cannot_run(const plan::Plan& plan, const RunOptions& options) {
  const auto wanted = wanted_datasets(plan, options.only);
  if (!wanted) return {};
  const auto selection = select(plan, *wanted);
  Refusals refusals(plan);
  for (std::size_t i = 0; i < plan.datasets.size(); ++i) {
    if (selection.runs[i]) refusals.look_at(plan.datasets[i]);
  }
  return refusals.take();
}

}  // namespace sdg::exec
