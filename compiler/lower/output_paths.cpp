#include "compiler/lower/output_paths.h"

#include <fmt/format.h>

#include <string>
#include <unordered_map>
#include <unordered_set>

#include "compiler/plan/file_format.h"
#include "compiler/source/paths.h"

namespace sdg::lower {

namespace {

/// Who has a path, by the one way to write it.
using Owners = std::unordered_map<std::string, const plan::SourceSpec*>;
using Writers = std::unordered_map<std::string, const plan::OutputSpec*>;

class PathCheck {
 public:
  PathCheck(const plan::Plan& plan, const source::SourceMap& program, diag::DiagSink& diags) : diags_(diags) {
    for (const plan::SourceSpec& source : plan.sources) read_.emplace(source::normal_path(source.path), &source);
    for (std::uint32_t i = 0; i < program.size(); ++i) program_.insert(source::normal_path(program[{i}].path()));
    if (program.size() > 0) program_.insert(source::normal_path(source::path_beside(program[{0}].path(), "sdg.lock")));
  }

  void look_at(const plan::OutputSpec& output) {
    const std::string path = source::normal_path(output.path);
    if (path == "-") {
      claim(output, path);
      return;
    }
    refuse_what_is_read(output, path);
    refuse_what_is_read(output, path + std::string(plan::kManifestSuffix));
    // One cause, one message.
    if (claim(output, path)) claim(output, path + std::string(plan::kManifestSuffix));
  }

 private:
  void refuse_what_is_read(const plan::OutputSpec& output, const std::string& path) {
    if (const auto source = read_.find(path); source != read_.end()) {
      auto& diagnostic = diags_.report(diag::Code::OutputIsSource, output.span,
                                       fmt::format("this would overwrite the source `{}`", source->second->name));
      diagnostic.others.push_back({source->second->span, "read here"});
    } else if (program_.contains(path)) {
      auto& diagnostic = diags_.report(diag::Code::OutputIsSource, output.span,
                                       fmt::format("this would overwrite `{}`, which the program is made of", path));
      diagnostic.hints.push_back({"give the output a folder of its own: `output \"out/rows.jsonl\"`", {}});
    }
  }

  bool claim(const plan::OutputSpec& output, const std::string& path) {
    const auto [other, is_first] = written_.emplace(path, &output);
    if (is_first) return true;
    auto& diagnostic = diags_.report(diag::Code::SameOutput, output.span, fmt::format("two outputs write `{}`", path));
    diagnostic.others.push_back({other->second->span, "the other one"});
    return false;
  }

  diag::DiagSink& diags_;
  Owners read_;
  std::unordered_set<std::string> program_;
  Writers written_;
};

}  // namespace

void refuse_shared_paths(const plan::Plan& plan, const source::SourceMap& program, diag::DiagSink& diags) {
  PathCheck check(plan, program, diags);
  for (const plan::Dataset& dataset : plan.datasets) {
    for (const plan::OutputSpec& output : dataset.outputs) check.look_at(output);
  }
}

}  // namespace sdg::lower
