#include <fmt/format.h>

#include "compiler/plan/graph.h"

namespace sdg::plan {

namespace {

constexpr std::string_view kHead = R"(digraph plan {
  graph [rankdir=TB, compound=true, nodesep=0.35, ranksep=0.45, fontname="Helvetica", fontsize=13, pad=0.2];
  node [fontname="Helvetica", fontsize=11, style=filled, color="#5b6573", fillcolor=white, margin="0.12,0.06"];
  edge [color="#5b6573", arrowsize=0.7];
)";

/// How a kind looks: the shape tells it, the colour repeats it.
std::string_view look(VertexKind kind) {
  switch (kind) {
    case VertexKind::Source: return R"(shape=cylinder, fillcolor="#e8eef7")";
    case VertexKind::Values: return R"(shape=note, fillcolor="#e8eef7")";
    case VertexKind::Model: return R"(shape=component, fillcolor="#f3e6f5")";
    case VertexKind::Computed: return R"(shape=box)";
    case VertexKind::Drawn: return R"(shape=ellipse, fillcolor="#fdf3dc")";
    case VertexKind::Asked: return R"(shape=hexagon, fillcolor="#f3e6f5")";
    case VertexKind::Each: return R"(shape=parallelogram, fillcolor="#e8eef7")";
    case VertexKind::Filter: return R"(shape=diamond, fillcolor="#fbe4e1")";
    case VertexKind::Split: return R"(shape=trapezium, fillcolor="#fbe4e1")";
    case VertexKind::Measure: return R"(shape=house, fillcolor="#e3f2e6")";
    case VertexKind::Output: return R"(shape=folder, fillcolor="#e3f2e6")";
  }
  return {};
}

/// As text between tags.
std::string as_html(std::string_view text) {
  std::string result;
  for (const char c : text) {
    switch (c) {
      case '&': result += "&amp;"; break;
      case '<': result += "&lt;"; break;
      case '>': result += "&gt;"; break;
      case '"': result += "&quot;"; break;
      case '\n': result += ' '; break;
      default: result += c;
    }
  }
  return result;
}

std::string dot_vertex(const Vertex& vertex, std::size_t index, std::string_view indent) {
  std::string label = as_html(shortened(vertex.name));
  if (!vertex.detail.empty())
    label += fmt::format(R"(<br/><font point-size="9" color="#5b6573">{}</font>)", as_html(shortened(vertex.detail)));
  return fmt::format("{}v{} [label=<{}>, {}{}];\n", indent, index, label, look(vertex.kind),
                     vertex.written ? "" : ", style=\"filled,dashed\"");
}

class Dot {
 public:
  explicit Dot(const Graph& graph) : graph_(graph), depths_(depths_in(graph)) {}

  std::string write() const {
    std::string text(kHead);
    for (std::size_t i = 0; i < graph_.vertices.size(); ++i)
      if (!graph_.vertices[i].dataset) text += dot_vertex(graph_.vertices[i], i, "  ");
    for (std::uint32_t i = 0; i < graph_.datasets.size(); ++i) text += cluster(i);
    for (const Edge& edge : graph_.edges) text += line(edge);
    return text + "}\n";
  }

 private:
  std::string cluster(std::uint32_t group) const {
    const Graph::Group& dataset = graph_.datasets[group];
    std::string text =
        fmt::format("  subgraph cluster_{} {{\n    label=<{}{}{}>; labeljust=l; style=rounded; color=\"#9aa5b1\";\n",
                    group, as_html(dataset.name), dataset.detail.empty() ? "" : ", ", dataset.detail);
    if (!end_of(group, true)) text += fmt::format("    e{} [style=invis, label=\"\"];\n", group);
    for (std::size_t i = 0; i < graph_.vertices.size(); ++i)
      if (graph_.vertices[i].dataset == group) text += dot_vertex(graph_.vertices[i], i, "    ");
    return text + "  }\n";
  }

  /// How many edges lead to each vertex, one after the other.
  static std::vector<std::size_t> depths_in(const Graph& graph) {
    std::vector<std::size_t> depths(graph.vertices.size());
    bool grew = true;
    for (std::size_t round = 0; grew && round < depths.size(); ++round) {
      grew = false;
      for (const Edge& edge : graph.edges) {
        if (edge.from.is_dataset || edge.to.is_dataset || depths[edge.to.index] > depths[edge.from.index]) continue;
        depths[edge.to.index] = depths[edge.from.index] + 1;
        grew = true;
      }
    }
    return depths;
  }

  /// The vertex of a dataset that stands highest in the picture, or lowest.
  std::optional<std::size_t> end_of(std::uint32_t group, bool lowest) const {
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < graph_.vertices.size(); ++i) {
      if (graph_.vertices[i].dataset != group) continue;
      const bool is_further = found && (lowest ? depths_[i] >= depths_[*found] : depths_[i] < depths_[*found]);
      if (!found || is_further) found = i;
    }
    return found;
  }

  /// An edge of a cluster is drawn from one of its vertices and cut at the frame: what leaves it, from the lowest one.
  std::string anchor(const End& end, bool leaves) const {
    if (!end.is_dataset) return fmt::format("v{}", end.index);
    const auto vertex = end_of(end.index, leaves);
    return vertex ? fmt::format("v{}", *vertex) : fmt::format("e{}", end.index);
  }

  std::string line(const Edge& edge) const {
    std::string attributes;
    const auto add = [&](const std::string& one) { attributes += (attributes.empty() ? "" : ", ") + one; };
    if (edge.from.is_dataset) add(fmt::format("ltail=cluster_{}", edge.from.index));
    if (edge.to.is_dataset) add(fmt::format("lhead=cluster_{}", edge.to.index));
    const bool asks = !edge.from.is_dataset && graph_.vertices[edge.from.index].kind == VertexKind::Model;
    if (edge.conditional) add("style=dashed");
    if (asks)
      add("color=\"#a05aa8\", arrowhead=dot");
    else if (edge.conditional)
      add("arrowhead=empty");
    return fmt::format("  {} -> {}{};\n", anchor(edge.from, true), anchor(edge.to, false),
                       attributes.empty() ? "" : fmt::format(" [{}]", attributes));
  }

  const Graph& graph_;
  std::vector<std::size_t> depths_;  // of the vertices
};

}  // namespace

std::string to_dot(const Graph& graph) { return Dot(graph).write(); }

}  // namespace sdg::plan
