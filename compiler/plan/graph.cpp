#include "compiler/plan/graph.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "compiler/plan/inner_nodes.h"

namespace sdg::plan {

namespace {

/// What an expression reads before it comes to other columns.
struct Reads {
  std::map<std::uint32_t, bool> nodes;  // whose value is somebody else's → only in an arm that may not be taken
  std::map<std::uint32_t, bool> models;
  bool draws = false;
};

void note(std::map<std::uint32_t, bool>& seen, std::uint32_t what, bool conditional) {
  const auto [place, is_new] = seen.emplace(what, conditional);
  if (!is_new) place->second = place->second && conditional;
}

void merge(const Reads& more, Reads& reads) {
  for (const auto& [node, conditional] : more.nodes) note(reads.nodes, node, conditional);
  for (const auto& [model, conditional] : more.models) note(reads.models, model, conditional);
}

/// A number of something in the plan → its vertex.
using Vertices = std::unordered_map<std::uint32_t, std::uint32_t>;

/// All that has a name on the page and that rows need, in its order.
std::vector<const Column*> named_columns(const Dataset& dataset) {
  std::vector<const Column*> all;
  for (const Column& column : dataset.columns) all.push_back(&column);
  for (const Column& column : dataset.between) all.push_back(&column);
  std::ranges::stable_sort(all, {}, [](const Column* column) { return column->span.begin; });
  return all;
}

std::string show(const SplitSpec& split) {
  std::string text;
  for (const auto& [name, share] : split.shares) {
    text += (text.empty() ? "" : ", ") + name + " ";
    append_float(text, share);
  }
  return text;
}

/// Walks from one node to where other columns, inputs, tables and elements of an `each` begin.
class Walk {
 public:
  Walk(const Dataset& dataset, const Vertices& columns, const Vertices& elements)
      : dataset_(dataset), columns_(columns), elements_(elements) {}

  Reads from(NodeId root) {
    visit(root, false, true);
    return std::move(reads_);
  }

 private:
  void visit(NodeId id, bool conditional, bool is_root) {
    // A second visit can only say that what was read conditionally is read in any case.
    const auto [place, is_new] = visited_.emplace(id.index, conditional);
    if (!is_new && (conditional || !place->second)) return;
    place->second = conditional;
    const Node& node = dataset_[id];
    if (comes_from_outside(node) || (!is_root && columns_.contains(id.index))) {
      note(reads_.nodes, id.index, conditional);
      return;
    }
    if (node.kind == NodeKind::Ask) note(reads_.models, dataset_.asks[node.payload].model.index, conditional);
    if (node.kind == NodeKind::Embed) note(reads_.models, node.payload, conditional);
    reads_.draws |= node.kind == NodeKind::Draw;
    const bool has_arms = node.kind == NodeKind::Choose || node.kind == NodeKind::Match;
    for (std::size_t i = 0; i < node.inputs.size(); ++i)
      visit(node.inputs[i], conditional || (has_arms && i > 0), false);
    visit_inner_nodes(dataset_, node, [&](NodeId inner) { visit(inner, conditional, false); });
  }

  bool comes_from_outside(const Node& node) const {
    const bool is_element = node.kind == NodeKind::Local && elements_.contains(node.block.index);
    return node.kind == NodeKind::Input || node.kind == NodeKind::Table || is_element;
  }

  const Dataset& dataset_;
  const Vertices& columns_;   // node → the column it is the value of
  const Vertices& elements_;  // block → the `each` it is made for
  std::unordered_map<std::uint32_t, bool> visited_;
  Reads reads_;
};

class Builder {
 public:
  explicit Builder(const Plan& plan) : plan_(plan) {}

  Graph build(const std::vector<bool>& wanted) {
    groups_.resize(plan_.datasets.size());
    for (std::uint32_t i = 0; i < plan_.datasets.size(); ++i)
      if (wanted[i]) add_dataset(i);
    return std::move(graph_);
  }

 private:
  void add_dataset(std::uint32_t index) {
    const Dataset& dataset = plan_.datasets[index];
    group_ = groups_[index] = static_cast<std::uint32_t>(graph_.datasets.size());
    const std::string rows =
        dataset.rows ? std::to_string(*dataset.rows) + (*dataset.rows == 1 ? " row" : " rows") : "";
    graph_.datasets.push_back({dataset.name, rows});
    inputs_.clear();
    columns_.clear();
    elements_.clear();
    for (const InputSpec& input : dataset.inputs) inputs_.push_back(end_of(input));
    add_columns(dataset);
    for (const NodeId keep : dataset.keep) add_filter(dataset, "keep", {keep});
    for (const DistinctSpec& distinct : dataset.distinct) add_filter(dataset, "distinct", distinct.values);
    for (const MeasureSpec& measure : dataset.measures) add_measure(dataset, measure);
    connect_unread_inputs();
    for (const OutputSpec& output : dataset.outputs) {
      const bool is_told = output.path.ends_with("." + output.format);
      const End file{add({VertexKind::Output, output.path, is_told ? "" : output.format, {}})};
      graph_.edges.push_back({{group_, true}, file});
    }
  }

  /// First all of them, for a column may read one that stands below it.
  void add_columns(const Dataset& dataset) {
    for (const EachSpec& each : dataset.each)
      elements_.emplace(each.block.index, add({VertexKind::Each, each.name, "each", group_}));
    const auto first = static_cast<std::uint32_t>(graph_.vertices.size());
    const std::vector<const Column*> columns = named_columns(dataset);
    for (const Column* column : columns) {
      const std::uint32_t vertex =
          add({VertexKind::Computed, column->name, plan_.types.show(column->type), group_, column->written});
      columns_.emplace(column->node.index, vertex);
    }
    for (std::uint32_t i = 0; i < columns.size(); ++i) connect_column(dataset, *columns[i], first + i);
    for (const EachSpec& each : dataset.each)
      connect(dataset, reads_of(dataset, each.list), elements_.at(each.block.index));
  }

  Reads reads_of(const Dataset& dataset, NodeId node) const {
    // Whoever is no column itself reads the one whose value this is.
    if (columns_.contains(node.index)) return {{{node.index, false}}, {}, false};
    return Walk(dataset, columns_, elements_).from(node);
  }

  void connect_column(const Dataset& dataset, const Column& column, std::uint32_t vertex) {
    // A column whose value is that of another one reads it, and does nothing itself.
    if (const std::uint32_t owner = columns_.at(column.node.index); owner != vertex) {
      graph_.edges.push_back({{owner}, {vertex}});
      return;
    }
    const Reads reads = Walk(dataset, columns_, elements_).from(column.node);
    if (reads.draws) graph_.vertices[vertex].kind = VertexKind::Drawn;
    if (!reads.models.empty()) graph_.vertices[vertex].kind = VertexKind::Asked;
    if (dataset.split && dataset.split->part == column.node) mark_split(*dataset.split, vertex);
    connect(dataset, reads, vertex);
  }

  void mark_split(const SplitSpec& split, std::uint32_t vertex) {
    graph_.vertices[vertex].kind = VertexKind::Split;
    graph_.vertices[vertex].detail = show(split);
  }

  void add_filter(const Dataset& dataset, const char* word, const std::vector<NodeId>& values) {
    const std::uint32_t vertex = add({VertexKind::Filter, word, "", group_});
    connect(dataset, values, vertex);
  }

  void add_measure(const Dataset& dataset, const MeasureSpec& measure) {
    const std::uint32_t vertex = add({VertexKind::Measure, measure.name, plan_.types.show(measure.type), group_});
    std::vector<NodeId> values = measure.by;
    for (const AggregateUse& use : measure.aggregates)
      if (use.value) values.push_back(*use.value);
    connect(dataset, values, vertex);
  }

  /// What several expressions read, each thing once.
  void connect(const Dataset& dataset, const std::vector<NodeId>& values, std::uint32_t vertex) {
    Reads all;
    for (const NodeId value : values) merge(reads_of(dataset, value), all);
    connect(dataset, all, vertex);
  }

  void connect(const Dataset& dataset, const Reads& reads, std::uint32_t vertex) {
    for (const auto& [model, conditional] : reads.models)
      graph_.edges.push_back({{model_of(model)}, {vertex}, conditional});
    for (const auto& [index, conditional] : reads.nodes) {
      graph_.edges.push_back({source_of(dataset, index), {vertex}, conditional});
    }
  }

  /// Where the value of a node that a walk ended at comes from.
  End source_of(const Dataset& dataset, std::uint32_t index) {
    const Node& node = dataset.nodes[index];
    if (node.kind == NodeKind::Input) return inputs_[node.payload];
    if (node.kind == NodeKind::Table) {
      const TableRef& table = dataset.tables[node.payload];
      return end_of(table.kind, table.index);
    }
    if (const auto element = elements_.find(node.block.index);
        node.kind == NodeKind::Local && element != elements_.end())
      return {element->second};
    return {columns_.at(index)};
  }

  /// They say how many rows there are, if nothing else.
  void connect_unread_inputs() {
    for (const End& input : inputs_) {
      if (std::ranges::find(graph_.edges, input, &Edge::from) != graph_.edges.end()) continue;
      graph_.edges.push_back({input, {group_, true}});
    }
  }

  End end_of(InputSpec::Kind kind, std::uint32_t index) {
    if (kind == InputSpec::Kind::Dataset) return {groups_[index], true};
    const auto [place, is_new] = sources_.emplace(index, 0);
    const SourceSpec& source = plan_.sources[index];
    if (is_new) place->second = add({VertexKind::Source, source.name, source.path, {}});
    return {place->second};
  }

  End end_of(const InputSpec& input) {
    if (input.kind != InputSpec::Kind::Values) return end_of(input.kind, input.index);
    return {add({VertexKind::Values, input.alias, std::to_string(input.values.size()) + " values", group_})};
  }

  std::uint32_t model_of(std::uint32_t index) {
    const auto [place, is_new] = models_.emplace(index, 0);
    const ModelSpec& model = plan_.models[index];
    if (is_new) place->second = add({VertexKind::Model, model.name, model.provider + " " + model.id, {}});
    return place->second;
  }

  std::uint32_t add(Vertex vertex) {
    graph_.vertices.push_back(std::move(vertex));
    return static_cast<std::uint32_t>(graph_.vertices.size() - 1);
  }

  const Plan& plan_;
  Graph graph_;
  std::vector<std::uint32_t> groups_;  // dataset of the plan → of the graph
  Vertices sources_, models_;
  // Of the dataset at hand
  std::uint32_t group_ = 0;
  std::vector<End> inputs_;
  Vertices columns_;   // by node
  Vertices elements_;  // of `each`, by block
};

void want(const Plan& plan, std::uint32_t index, std::vector<bool>& wanted) {
  if (wanted[index]) return;
  wanted[index] = true;
  const Dataset& dataset = plan.datasets[index];
  for (const InputSpec& input : dataset.inputs)
    if (input.kind == InputSpec::Kind::Dataset) want(plan, input.index, wanted);
  for (const TableRef& table : dataset.tables)
    if (table.kind == InputSpec::Kind::Dataset) want(plan, table.index, wanted);
}

}  // namespace

std::string shortened(std::string_view text) {
  constexpr std::size_t kWidest = 36;
  if (text.size() <= kWidest) return std::string(text);
  const std::string_view end = text.substr(text.size() - kWidest);
  if (const auto slash = end.find('/'); slash != end.npos) return "…" + std::string(end.substr(slash));
  const auto inside = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; };  // of a code point
  std::size_t cut = kWidest;
  while (cut > 0 && inside(text[cut])) --cut;
  return std::string(text.substr(0, cut)) + "…";
}

Graph graph_of(const Plan& plan, std::optional<std::uint32_t> only) {
  std::vector<bool> wanted(plan.datasets.size(), !only);
  if (only) want(plan, *only, wanted);
  return Builder(plan).build(wanted);
}

}  // namespace sdg::plan
