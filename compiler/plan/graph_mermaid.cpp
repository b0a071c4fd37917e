#include <fmt/format.h>

#include "compiler/plan/graph.h"

namespace sdg::plan {

namespace {

/// The signs around a label: they are the shape.
struct Signs {
  std::string_view open, close;
};
Signs signs_of(VertexKind kind) {
  switch (kind) {
    case VertexKind::Source: return {"[(", ")]"};
    case VertexKind::Values: return {">", "]"};
    case VertexKind::Model: return {"[[", "]]"};
    case VertexKind::Computed: return {"[", "]"};
    case VertexKind::Drawn: return {"([", "])"};
    case VertexKind::Asked: return {"{{", "}}"};
    case VertexKind::Each: return {"[/", "\\]"};
    case VertexKind::Filter: return {"{", "}"};
    case VertexKind::Split: return {"[\\", "/]"};
    case VertexKind::Measure: return {"(", ")"};
    case VertexKind::Output: return {"[/", "/]"};
  }
  return {};
}

/// Inside quotes Mermaid wants what means something to it as entities.
std::string as_label(std::string_view text) {
  std::string result;
  for (const char c : text) {
    switch (c) {
      case '"': result += "#quot;"; break;
      case '#': result += "#35;"; break;
      case '<': result += "#lt;"; break;
      case '>': result += "#gt;"; break;
      case '\n': result += ' '; break;
      default: result += c;
    }
  }
  return result;
}

std::string mermaid_vertex(const Vertex& vertex, std::size_t index, std::string_view indent) {
  const Signs signs = signs_of(vertex.kind);
  const std::string detail =
      vertex.detail.empty() ? "" : fmt::format("<br><small>{}</small>", as_label(shortened(vertex.detail)));
  return fmt::format("{}v{}{}\"{}{}\"{}{}\n", indent, index, signs.open, as_label(shortened(vertex.name)), detail,
                     signs.close, vertex.written ? "" : ":::let");
}

std::string id_of(const End& end) { return fmt::format("{}{}", end.is_dataset ? 'd' : 'v', end.index); }

}  // namespace

std::string to_mermaid(const Graph& graph) {
  std::string text = "flowchart TD\n";
  for (std::size_t i = 0; i < graph.vertices.size(); ++i)
    if (!graph.vertices[i].dataset) text += mermaid_vertex(graph.vertices[i], i, "  ");
  for (std::uint32_t group = 0; group < graph.datasets.size(); ++group) {
    const Graph::Group& dataset = graph.datasets[group];
    text += fmt::format("  subgraph d{}[\"{}{}{}\"]\n", group, as_label(dataset.name),
                        dataset.detail.empty() ? "" : ", ", dataset.detail);
    for (std::size_t i = 0; i < graph.vertices.size(); ++i)
      if (graph.vertices[i].dataset == group) text += mermaid_vertex(graph.vertices[i], i, "    ");
    text += "  end\n";
  }
  for (const Edge& edge : graph.edges)
    text += fmt::format("  {} {} {}\n", id_of(edge.from), edge.conditional ? "-.->" : "-->", id_of(edge.to));
  return text + "  classDef let stroke-dasharray: 4 3\n";
}

}  // namespace sdg::plan
