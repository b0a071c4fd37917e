#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/plan/plan.h"

namespace sdg::plan {

/// What a thing in the picture of a plan is: it says the shape.
enum class VertexKind : std::uint8_t {
  Source,    // a file of rows
  Values,    // a list, range or union named in `from`
  Model,     // who is asked
  Computed,  // a column or let whose own expression neither draws nor asks
  Drawn,
  Asked,
  Each,    // an element of a list, for whose row the columns below are computed
  Filter,  // `keep when`, `distinct`
  Split,   // the column that says to which part a row belongs
  Measure,
  Output,  // a file of rows that is written
};
struct Vertex {
  VertexKind kind;
  std::string name;                      // a column's or model's name, a path
  std::string detail;                    // its type, the model's id, a format; may be empty
  std::optional<std::uint32_t> dataset;  // the one it stands in
  bool written = true;                   // a let is not
};

/// One end of an edge: a vertex, or a dataset as a whole.
struct End {
  std::uint32_t index;
  bool is_dataset = false;
  friend bool operator==(End, End) = default;
};
struct Edge {
  End from, to;
  bool conditional = false;  // read in an arm that may not be taken
};

/// What a plan makes from what, for people to look at.
struct Graph {
  struct Group {
    std::string name;
    std::string detail;  // how many rows
  };
  std::vector<Group> datasets;
  std::vector<Vertex> vertices;
  std::vector<Edge> edges;
};

/// The whole plan; or one dataset and those that it reads.
Graph graph_of(const Plan& plan, std::optional<std::uint32_t> only = {});

/// A name or path that fits a picture: of a long one the beginning, of a path the end.
std::string shortened(std::string_view text);

/// In the language of graphviz.
std::string to_dot(const Graph& graph);
/// In the language of Mermaid, which code hosts draw inside Markdown.
std::string to_mermaid(const Graph& graph);

}  // namespace sdg::plan
