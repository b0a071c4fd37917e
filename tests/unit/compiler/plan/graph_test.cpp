#include "compiler/plan/graph.h"

#include <doctest/doctest.h>

#include "tests/unit/compiler/plan/plan_sample.h"

using namespace sdg::plan;

TEST_CASE("a long name keeps its beginning, a path its end, code points stay whole") {
  CHECK(shortened("short") == "short");
  CHECK(shortened("a type that is far too long to be shown whole") == "a type that is far too long to be sh…");
  CHECK(shortened("/home/somebody/projects/tickets/output/data.jsonl") == "…/projects/tickets/output/data.jsonl");
  CHECK(shortened("äääääääääääääääääääää") == "ääääääääääääääääää…");
}

TEST_CASE("a picture has the datasets, what they read and who is asked") {
  const Plan plan = sample_plan();
  const Graph graph = graph_of(plan);
  REQUIRE(graph.datasets.size() == plan.datasets.size());
  const auto count = [&](VertexKind kind) {
    std::size_t many = 0;
    for (const Vertex& vertex : graph.vertices) many += vertex.kind == kind;
    return many;
  };
  CHECK(count(VertexKind::Model) == 1);
  CHECK(count(VertexKind::Measure) == plan.datasets[0].measures.size());
  CHECK(count(VertexKind::Output) == plan.datasets[0].outputs.size());
  for (const Edge& edge : graph.edges) {
    CHECK(edge.from.index < (edge.from.is_dataset ? graph.datasets.size() : graph.vertices.size()));
    CHECK(edge.to.index < (edge.to.is_dataset ? graph.datasets.size() : graph.vertices.size()));
  }
}
