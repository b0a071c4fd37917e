#include "cli/commands.h"
#include "cli/datasets.h"
#include "cli/exit_status.h"
#include "cli/files.h"
#include "cli/graphviz.h"
#include "cli/program.h"
#include "cli/terminal.h"
#include "compiler/plan/graph.h"

namespace sdg::cli {

namespace {

/// What the command line says, else what the name of the file says.
GraphFormat format_of(const GraphOptions& options) {
  if (options.format) return *options.format;
  if (options.output.ends_with(".svg")) return GraphFormat::Svg;
  if (options.output.ends_with(".mmd") || options.output.ends_with(".md")) return GraphFormat::Mermaid;
  return GraphFormat::Dot;
}

Result<std::string> draw(const plan::Graph& graph, GraphFormat format) {
  switch (format) {
    case GraphFormat::Dot: return plan::to_dot(graph);
    case GraphFormat::Mermaid: return plan::to_mermaid(graph);
    case GraphFormat::Svg: return draw_svg(plan::to_dot(graph));
  }
  return Failure{"no such format"};
}

int deliver(const Result<std::string>& picture, const std::string& path) {
  if (!picture) {
    say_error(picture.failure().message);
    return kCannotWrite;
  }
  if (path.empty()) {
    print(*picture);
    return kDone;
  }
  if (const auto written = replace_file(path, *picture); !written) {
    say_error(written.failure().message);
    return kCannotWrite;
  }
  return kDone;
}

}  // namespace

int graph(const GraphOptions& options) {
  const auto program = planned_without_running(options.file);
  if (!program) return kProgramWrong;
  std::optional<std::uint32_t> only;
  if (!options.dataset.empty()) {
    const auto found = find_dataset(program->plan, options.dataset);
    if (!found) {
      say_error(found.failure().message);
      return kUsage;
    }
    only = *found;
  }
  return deliver(draw(plan::graph_of(program->plan, only), format_of(options)), options.output);
}

}  // namespace sdg::cli
