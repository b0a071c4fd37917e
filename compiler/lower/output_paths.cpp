#include "compiler/lower/output_paths.h"

#include <fmt/format.h>

#include <string>
#include <unordered_map>

#include "compiler/source/paths.h"

namespace sdg::lower {

namespace {

/// Who has a path, by the one way to write it.
using Owners = std::unordered_map<std::string, const plan::SourceSpec*>;
using Writers = std::unordered_map<std::string, const plan::OutputSpec*>;

void refuse_shared_path(const plan::OutputSpec& output, const Owners& read, Writers& written, diag::DiagSink& diags) {
  const std::string path = source::normal_path(output.path);
  if (const auto source = read.find(path); source != read.end() && path != "-") {
    auto& diagnostic = diags.report(diag::Code::OutputIsSource, output.span,
                                    fmt::format("this would overwrite the source `{}`", source->second->name));
    diagnostic.others.push_back({source->second->span, "read here"});
  }
  const auto [other, is_first] = written.emplace(path, &output);
  if (is_first) return;
  auto& diagnostic =
      diags.report(diag::Code::SameOutput, output.span, fmt::format("two outputs write `{}`", output.path));
  diagnostic.others.push_back({other->second->span, "the other one"});
}

}  // namespace

void refuse_shared_paths(const plan::Plan& plan, diag::DiagSink& diags) {
  Owners read;
  for (const plan::SourceSpec& source : plan.sources) read.emplace(source::normal_path(source.path), &source);
  Writers written;
  for (const plan::Dataset& dataset : plan.datasets) {
    for (const plan::OutputSpec& output : dataset.outputs) refuse_shared_path(output, read, written, diags);
  }
}

}  // namespace sdg::lower
