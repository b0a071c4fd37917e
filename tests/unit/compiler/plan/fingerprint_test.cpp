#include "compiler/plan/fingerprint.h"

#include <doctest/doctest.h>

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "plan_sample.h"

using namespace sdg::plan;

namespace {

using Change = std::function<void(Plan&)>;

Digest digest_after(const Change& change) {
  Plan plan = sample_plan();
  change(plan);
  return row_program_digest(plan, plan.datasets[0]);
}

Node& node(Plan& plan, std::uint32_t index) { return plan.datasets[0].nodes[index]; }

/// What alters a node of the kind so that its value may be another one: a kind without such a change does not compile
/// silently.
void alter(Plan& plan, NodeKind kind) {
  Dataset& dataset = plan.datasets[0];
  switch (kind) {
    case NodeKind::Constant: dataset.constants[0] = Value::string("another"); return;
    case NodeKind::Input: node(plan, 1).payload = 1; return;
    case NodeKind::RowIndex: node(plan, kSampleIndex).type = plan.types.of(TypeKind::Float); return;
    case NodeKind::Local: node(plan, kSampleLocal).payload = 1; return;
    case NodeKind::Table: plan.sources[0].path = "others.jsonl"; return;
    case NodeKind::Field: dataset.names[0] = "title"; return;
    case NodeKind::Apply: node(plan, kSampleApply).payload = static_cast<std::uint32_t>(Builtin::Title); return;
    case NodeKind::Choose: std::swap(node(plan, kSampleChoose).inputs[1], node(plan, kSampleChoose).inputs[2]); return;
    case NodeKind::Coalesce:
      std::swap(node(plan, kSampleCoalesce).inputs[0], node(plan, kSampleCoalesce).inputs[1]);
      return;
    case NodeKind::Match:
      dataset.matches[0].arms[0].push_back({Pattern::Kind::Range, Value(std::int64_t{1}), Value()});
      return;
    case NodeKind::List: dataset.lists[0][1] = false; return;
    case NodeKind::Record:
      dataset.shapes[0] = make_shape({"index", "table", "some", "checked", "redrawn", "copies", "renamed", "part",
                                      "photo", "vector", "score", "text"});
      return;
    case NodeKind::Concat: node(plan, kSampleConcat).inputs.pop_back(); return;
    case NodeKind::Map: dataset.maps[0].condition = NodeId{kSampleTrue}; return;
    case NodeKind::Check: node(plan, kSampleCheck).type = plan.types.literal_of({Value::string("a")}); return;
    case NodeKind::Draw: dataset.draws[0].arg_names[1] = "weights"; return;
    case NodeKind::Redraw: dataset.redraws[0].limit = 5; return;
    case NodeKind::Repeat: dataset.loops[0].body = NodeId{kSampleApply}; return;
    case NodeKind::Iterate: dataset.loops[1].until.reset(); return;
    case NodeKind::Split: dataset.split->shares[0].share = 0.8; return;
    case NodeKind::Image: node(plan, kSampleImage).inputs[0] = {0}; return;
    case NodeKind::Embed: node(plan, kSampleEmbed).inputs[0] = {0}; return;
    case NodeKind::External: plan.externals[0].command.words.emplace_back("--fast"); return;
    case NodeKind::Render: plan.templates[0].digest = sha256("another text"); return;
    case NodeKind::Ask: dataset.asks[0].turns.push_back({Role::Assistant, {0}, true}); return;
  }
}

}  // namespace

TEST_CASE("every kind of node is part of what a program is known by") {
  std::set<Digest> seen{digest_after([](Plan&) {})};
#define SDG_NODE(Kind, slot, doc)                                                             \
  {                                                                                           \
    INFO(#Kind);                                                                              \
    CHECK(seen.insert(digest_after([](Plan& plan) { alter(plan, NodeKind::Kind); })).second); \
  }
#include "compiler/plan/node_kinds.def"
#undef SDG_NODE
}

TEST_CASE("where a node of any kind stands, on the page and in a frame, is no part of that") {
  const Digest before = digest_after([](Plan&) {});
  const auto move_all = [](Plan& plan, NodeKind kind) {
    int moved = 0;
    for (auto& each : plan.datasets[0].nodes) {
      if (each.kind != kind) continue;
      each.span.begin += 100;
      each.span.end += 100;
      ++each.slot;
      ++moved;
    }
    return moved;
  };
#define SDG_NODE(Kind, slot, doc)                                                                    \
  {                                                                                                  \
    INFO(#Kind);                                                                                     \
    CHECK(digest_after([&](Plan& plan) { REQUIRE(move_all(plan, NodeKind::Kind) > 0); }) == before); \
  }
#include "compiler/plan/node_kinds.def"
#undef SDG_NODE
}

TEST_CASE("a change of what a row computes is another program") {
  const Digest before = digest_after([](Plan&) {});
  std::set<Digest> seen{before};
  const std::vector<std::pair<const char*, Change>> changes{
      {"a constant", [](Plan& plan) { plan.datasets[0].constants[0] = Value::string("other"); }},
      {"its kind", [](Plan& plan) { plan.datasets[0].constants[0] = Value::bytes("constant"); }},
      {"an operator",
       [](Plan& plan) { node(plan, kSampleApply).payload = static_cast<std::uint32_t>(Builtin::Lower); }},
      {"the inputs of a node",
       [](Plan& plan) { std::swap(node(plan, kSampleConcat).inputs[0], node(plan, kSampleConcat).inputs[1]); }},
      {"a field", [](Plan& plan) { plan.datasets[0].names[0] = "body"; }},
      {"a type", [](Plan& plan) { node(plan, kSampleApply).type = plan.types.of(TypeKind::Json); }},
      {"a check of a type",
       [](Plan& plan) { plan.datasets[0].asks[0].reply = plan.types.list_of(plan.types.of(TypeKind::String), 1); }},
      {"a match", [](Plan& plan) { plan.datasets[0].matches[0].arms[0][0].first = Value::string("c"); }},
      {"a variable of a template", [](Plan& plan) { plan.datasets[0].renderings[0].names[0] = "title"; }},
      {"a draw's path", [](Plan& plan) { plan.datasets[0].draws[0].path = "mood/choice"; }},
      {"a sampler", [](Plan& plan) { plan.datasets[0].draws[0].sampler = Builtin::Exact; }},
      {"the seed, where something draws", [](Plan& plan) { plan.datasets[0].seed = 8; }},
      {"the dataset's name, where something draws", [](Plan& plan) { plan.datasets[0].name = "e"; }},
      {"a condition of a loop", [](Plan& plan) { plan.datasets[0].maps[0].condition = NodeId{kSampleLocal}; }},
      {"the body of a loop", [](Plan& plan) { plan.datasets[0].maps[0].body = NodeId{kSampleApply}; }},
      {"the model", [](Plan& plan) { plan.models[0].id = "m2"; }},
      {"the tag of a model", [](Plan& plan) { plan.models[0].tag = "t"; }},
      {"where a model without a tag is", [](Plan& plan) { plan.models[0].base_url = "http://other/v1"; }},
      {"a parameter of a model", [](Plan& plan) { plan.models[0].parameters[0].second = Value(0.9); }},
      {"a header of a model", [](Plan& plan) { plan.models[0].headers[0].second.fallback = "beta2"; }},
      {"a turn", [](Plan& plan) { plan.datasets[0].asks[0].turns[0].role = Role::System; }},
      {"a setting", [](Plan& plan) { plan.datasets[0].asks[0].settings[0].name = "top_k"; }},
      {"a reply's format", [](Plan& plan) { plan.datasets[0].asks[0].format.kind = ReplyFormat::Kind::Json; }},
      {"a where", [](Plan& plan) { plan.datasets[0].asks[0].acceptance->condition = NodeId{kSampleApply}; }},
      {"a sample number", [](Plan& plan) { plan.datasets[0].asks[0].sample = 1; }},
      {"the key", [](Plan& plan) { plan.datasets[0].key.clear(); }},
      {"a filter", [](Plan& plan) { plan.datasets[0].keep.push_back(NodeId{kSampleLocal}); }},
      {"the list of an each", [](Plan& plan) { plan.datasets[0].each[0].list = NodeId{kSampleAsk}; }},
      {"the key of an each", [](Plan& plan) { plan.datasets[0].each[0].key.clear(); }},
      {"what rows are counted by", [](Plan& plan) { plan.datasets[0].rows_by = {NodeId{kSampleDraw}}; }},
      {"what rows are told apart by", [](Plan& plan) { plan.datasets[0].distinct[0].values = {NodeId{kSampleDraw}}; }},
      {"what is measured", [](Plan& plan) { plan.datasets[0].measures[0].aggregates[0].value = NodeId{kSampleCheck}; }},
      {"what a measure is grouped by", [](Plan& plan) { plan.datasets[0].measures[0].by = {NodeId{kSampleCheck}}; }},
      {"what a split goes by", [](Plan& plan) { node(plan, kSampleSplit).inputs.clear(); }},
      {"a file of a worker", [](Plan& plan) { plan.externals[0].command.files[0].digest = sha256("other"); }},
      {"an output's column", [](Plan& plan) { plan.datasets[0].outputs[0].columns.pop_back(); }},
      {"the type of a source's rows",
       [](Plan& plan) { plan.datasets[0].inputs[0].row = plan.types.of(TypeKind::Json); }},
  };
  for (const auto& [what, change] : changes) {
    CAPTURE(what);
    CHECK(seen.insert(digest_after(change)).second);
  }
}

TEST_CASE("a change that alters no row is the same program") {
  const Digest before = digest_after([](Plan&) {});
  const std::vector<std::pair<const char*, Change>> changes{
      {"spans",
       [](Plan& plan) {
         for (auto& each : plan.datasets[0].nodes) each.span.begin += 100;
       }},
      {"names of columns", [](Plan& plan) { plan.datasets[0].columns[0].name = "renamed"; }},
      {"names of written columns", [](Plan& plan) { plan.datasets[0].outputs[0].columns[0].name = "renamed"; }},
      {"the order of outputs",
       [](Plan& plan) { std::swap(plan.datasets[0].outputs[0].columns[0], plan.datasets[0].outputs[0].columns[1]); }},
      {"where outputs go", [](Plan& plan) { plan.datasets[0].outputs[0].path = "elsewhere.csv"; }},
      {"a column that nothing needs",
       [](Plan& plan) {
         plan.datasets[0].columns.push_back({"unused", {kSampleUnused}, plan.types.of(TypeKind::String), "", true, {}});
       }},
      {"what nothing needs", [](Plan& plan) { plan.datasets[0].constants[1] = Value::string("another"); }},
      {"rows and failures",
       [](Plan& plan) {
         plan.datasets[0].rows = 9;
         plan.datasets[0].on_failure = OnFailure::Keep;
       }},
      {"how many rows of how many candidates",
       [](Plan& plan) {
         plan.datasets[0].within = 9;
         plan.datasets[0].budget.reset();
       }},
      {"how alike rows may be", [](Plan& plan) { plan.datasets[0].distinct[0].similar = 0.5; }},
      {"the name of a measure, and what it makes of its aggregates",
       [](Plan& plan) {
         plan.datasets[0].measures[0].name = "renamed";
         plan.datasets[0].measures[0].aggregates[0].aggregate = Aggregate::Max;
         plan.datasets[0].measures[0].result = NodeId{0};
       }},
      {"what a worker's command is given from the environment",
       [](Plan& plan) { plan.externals[0].command.env[0].second.env_name = "OTHER"; }},
      {"prices and limits",
       [](Plan& plan) {
         plan.models[0].price = Price{1, 2, 3};
         plan.models[0].concurrency = 1;
         plan.models[0].retries = 0;
       }},
      {"the name of a model", [](Plan& plan) { plan.models[0].name = "renamed"; }},
      {"credentials",
       [](Plan& plan) {
         plan.models[0].api_key.env_name = "OTHER";
         plan.models[0].headers[1].second.env_name = "OTHER";
       }},
      {"an output limit", [](Plan& plan) { plan.models[0].parameters[1].second = Value(std::int64_t{9}); }},
      {"attempts and what is said",
       [](Plan& plan) {
         plan.datasets[0].asks[0].attempts = 9;
         plan.datasets[0].asks[0].acceptance->saying = NodeId{0};
       }},
      {"the name of a type",
       [](Plan& plan) {
         Type named = plan.types[plan.datasets[0].asks[0].reply];
         named.name = "Named";
         plan.datasets[0].asks[0].reply = plan.types.add(named);
       }},
      {"slots of frames",
       [](Plan& plan) {
         for (auto& each : plan.datasets[0].nodes) ++each.slot;
       }},
  };
  for (const auto& [what, change] : changes) {
    CAPTURE(what);
    CHECK(digest_after(change) == before);
  }
}

TEST_CASE("without a draw neither seed nor name matters") {
  const auto without_draw = [](std::int64_t seed, const char* name) {
    return digest_after([&](Plan& plan) {
      auto& dataset = plan.datasets[0];
      dataset.outputs[0].columns = {{"a", {kSampleApply}, plan.types.of(TypeKind::String)}};
      dataset.keep.clear();
      dataset.rows_by.clear();
      dataset.each.clear();
      dataset.distinct.clear();
      dataset.measures.clear();
      dataset.split.reset();
      dataset.seed = seed;
      dataset.name = name;
    });
  };
  CHECK(without_draw(1, "a") == without_draw(2, "b"));
}

TEST_CASE("columns that another dataset reads belong to the program") {
  const auto reads_it = [](Plan& plan) {
    Dataset reader;
    reader.name = "reader";
    InputSpec input;
    input.kind = InputSpec::Kind::Dataset;
    input.row = plan.types.of(TypeKind::Json);
    reader.inputs.push_back(input);
    plan.datasets.push_back(reader);
  };
  const auto with_unused_column = [&](Plan& plan) {
    plan.datasets[0].columns.push_back({"unused", {kSampleUnused}, plan.types.of(TypeKind::String), "", true, {}});
    reads_it(plan);
  };
  CHECK(digest_after(reads_it) != digest_after(with_unused_column));
}

TEST_CASE("the digest of a type is that of its meaning") {
  TypeTable types;
  const auto digest = [&](TypeId type) { return type_digest(types, type); };
  Field field;
  field.name = "a";
  field.type = types.of(TypeKind::Int);
  const TypeId record = types.record_of({field});
  CHECK(digest(record) == digest(types.record_of({field}, "Named")));
  field.doc = "what goes to the model";
  CHECK(digest(record) != digest(types.record_of({field})));
  CHECK(digest(types.list_of(record)) != digest(types.optional_of(record)));
}
