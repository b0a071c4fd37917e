#include "plan_sample.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace sdg::plan {
namespace {

/// Appends nodes one after the other; every one has a span of its own.
class Nodes {
 public:
  explicit Nodes(Dataset& dataset) : dataset_(dataset) {}

  NodeId add(NodeKind kind, TypeId type, std::uint32_t payload, std::vector<NodeId> inputs, std::uint32_t block = 0) {
    const auto place = static_cast<std::uint32_t>(dataset_.nodes.size());
    dataset_.nodes.push_back({kind, type, {block}, place, payload, std::move(inputs), {{}, place, place + 1}});
    return {place};
  }

 private:
  Dataset& dataset_;
};

ModelSpec sample_model() {
  ModelSpec model;
  model.name = "writer";
  model.provider = "openai";
  model.id = "m1";
  model.base_url = "http://user:secret@localhost:8080/v1?key=secret";
  model.parameters = {{"temperature", Value(0.5)}, {"max_tokens", Value(std::int64_t{100})}};
  model.api_key.env_name = "MODEL_KEY";
  model.headers = {{"X-Beta", {"", "beta1"}}, {"X-Key", {"SECRET_HEADER", ""}}};
  return model;
}

SourceSpec sample_source(TypeId row) {
  SourceSpec source;
  source.name = "docs";
  source.format = "jsonl";
  source.path = "docs.jsonl";
  source.row = row;
  return source;
}

void add_tables(Dataset& dataset) {
  dataset.blocks = {{BlockKind::Row, {0}, 0, 28},   {BlockKind::Map, {0}, 1, 1},    {BlockKind::Where, {0}, 1, 1},
                    {BlockKind::Redraw, {0}, 1, 1}, {BlockKind::Repeat, {0}, 1, 1}, {BlockKind::Iterate, {0}, 1, 1},
                    {BlockKind::Each, {0}, 1, 1},   {BlockKind::Measure, {0}, 1, 1}};
  dataset.constants = {Value::string("constant"), Value::string("unused"), Value(true)};
  dataset.names = {"text"};
  dataset.matches = {{{{{Pattern::Kind::Literal, Value::string("a"), {}}}, {{Pattern::Kind::Any, {}, {}}}}}};
  dataset.lists = {{false, true}};
  dataset.maps = {{{1}, {kSampleLocal}, {}}};
  dataset.tables = {{InputSpec::Kind::Source, 0}};
  dataset.shapes = {make_shape(
      {"index", "table", "some", "checked", "redrawn", "copies", "steps", "part", "photo", "vector", "score", "text"})};
  dataset.redraws = {{{3}, {kSampleDraw}, {kSampleTrue}, 1'000}};
  dataset.loops = {{{4}, {kSampleDraw}, {}}, {{5}, {kSampleApply}, NodeId{kSampleTrue}}};
  dataset.renderings = {{{0}, {"name"}}};
  dataset.draws = {{Builtin::Choice, "tone/choice", {"", ""}}};
}

Ask sample_ask(TypeId reply) {
  Ask ask;
  ask.model = {0};
  ask.turns = {{Role::User, {kSampleConcat}}};
  ask.settings = {{"top_p", {0}}};
  ask.reply = reply;
  ask.acceptance = Acceptance{{2}, {10}, {}, 2};
  ask.column = "answer";
  ask.caller = "writer";
  return ask;
}

void add_nodes(Dataset& dataset, const TypeTable& types, TypeId row, TypeId list) {
  const TypeId text = types.of(TypeKind::String);
  Nodes nodes(dataset);
  const NodeId constant = nodes.add(NodeKind::Constant, text, 0, {});
  const NodeId input = nodes.add(NodeKind::Input, row, 0, {});
  const NodeId field = nodes.add(NodeKind::Field, text, 0, {input});
  const NodeId upper = nodes.add(NodeKind::Apply, text, static_cast<std::uint32_t>(Builtin::Upper), {field});
  const NodeId draw = nodes.add(NodeKind::Draw, text, 0, {constant, field});
  const NodeId match = nodes.add(NodeKind::Match, text, 0, {draw, upper, constant});
  nodes.add(NodeKind::Local, text, 0, {}, 1);
  const NodeId items = nodes.add(NodeKind::List, list, 0, {match, constant});
  const NodeId map = nodes.add(NodeKind::Map, list, 0, {items});
  nodes.add(NodeKind::Concat, text, 0, {constant, upper, map});
  nodes.add(NodeKind::Local, types.of(TypeKind::Bool), 0, {}, 2);
  nodes.add(NodeKind::Ask, list, 0, {});
  nodes.add(NodeKind::Constant, text, 1, {});
  const NodeId yes = nodes.add(NodeKind::Constant, types.of(TypeKind::Bool), 2, {});
  const NodeId index = nodes.add(NodeKind::RowIndex, types.of(TypeKind::Int), 0, {});
  const NodeId table = nodes.add(NodeKind::Table, list, 0, {});
  const NodeId choice = nodes.add(NodeKind::Choose, text, 0, {yes, upper, draw});
  const NodeId some = nodes.add(NodeKind::Coalesce, text, 0, {choice, constant});
  const NodeId checked = nodes.add(NodeKind::Check, text, 0, {some});
  const NodeId redrawn = nodes.add(NodeKind::Redraw, text, 0, {});
  const NodeId copies = nodes.add(NodeKind::Repeat, list, 0, {index});
  const NodeId steps = nodes.add(NodeKind::Iterate, text, 1, {index, constant});
  const NodeId part = nodes.add(NodeKind::Split, text, 0, {field});
  const NodeId photo = nodes.add(NodeKind::Image, types.of(TypeKind::Image), 0, {field});
  const NodeId vector = nodes.add(NodeKind::Embed, list, 0, {field});
  const NodeId score = nodes.add(NodeKind::External, text, 0, {field});
  const NodeId rendered = nodes.add(NodeKind::Render, text, 0, {upper});
  nodes.add(NodeKind::Record, types.of(TypeKind::Json), 0,
            {index, table, some, checked, redrawn, copies, steps, part, photo, vector, score, rendered});
}

ExternalSpec sample_external(TypeId result) {
  ExternalSpec external;
  external.name = "score";
  external.command.words = {"python3", "score.py"};
  external.command.files = {{"score.py", {}}};
  external.command.env = {{"KEY", {"SCORE_KEY", ""}}};
  external.params = {"text"};
  external.result = result;
  return external;
}

/// Everything that is decided over the rows, of nodes that stand already.
void add_choice(Dataset& dataset, TypeId element, TypeId number) {
  dataset.rows = 10;
  dataset.within = 20;
  dataset.rows_by = {{kSampleMatch}};
  dataset.each = {{"part", {kSampleMap}, {6}, {{kSampleApply}}, element, {}}};
  dataset.distinct = {{{{kSampleConcat}}, 0.9, {}}};
  dataset.measures = {
      {"share", {7}, {{Aggregate::Mean, NodeId{kSampleTrue}}}, {kSampleIndex}, number, {{kSampleDraw}}, {}}};
  dataset.split = SplitSpec{{{"train", 0.9}, {"test", 0.1}}, {kSampleSplit}, {}};
  dataset.budget = BudgetSpec{5'000'000'000, {}};
}

}  // namespace

Plan sample_plan() {
  Plan plan;
  Field field;
  field.name = "text";
  field.type = plan.types.of(TypeKind::String);
  const TypeId row = plan.types.record_of({field}, "Doc");
  const TypeId list = plan.types.list_of(field.type);
  plan.models.push_back(sample_model());
  plan.sources.push_back(sample_source(row));
  plan.externals.push_back(sample_external(field.type));
  plan.templates.push_back({"greeting.jinja", sha256("Hello {{ name }}"), {}, {0}, {}});
  Dataset dataset;
  dataset.name = "d";
  dataset.seed = 7;
  dataset.inputs.push_back({InputSpec::Kind::Source,
                            0,
                            {},
                            "doc",
                            row,
                            {{InputStep::Kind::Slice, 0, 100}, {InputStep::Kind::Cycle, 0, {}}},
                            {}});
  add_tables(dataset);
  add_nodes(dataset, plan.types, row, list);
  dataset.asks.push_back(sample_ask(list));
  dataset.key = {{2}};
  add_choice(dataset, field.type, plan.types.of(TypeKind::Float));
  dataset.columns = {{"upper", {kSampleApply}, field.type, "", true, {}},
                     {"answer", {kSampleAsk}, list, "said", true, {}}};
  OutputSpec output;
  output.format = "jsonl";
  output.path = "out.jsonl";
  output.columns = {{"answer", {kSampleAsk}, list},
                    {"upper", {kSampleApply}, field.type},
                    {"rest", {kSampleRecord}, plan.types.of(TypeKind::Json)}};
  dataset.outputs.push_back(output);
  plan.datasets.push_back(std::move(dataset));
  return plan;
}

}  // namespace sdg::plan

TEST_CASE("a plan is shown as JSON, without its secrets") {
  const std::string json = to_json(sdg::plan::sample_plan());
  CHECK(json.find("secret@") == std::string::npos);
  CHECK(json.find("key=secret") == std::string::npos);
  CHECK(json.find("beta1") == std::string::npos);
  std::ifstream file(SDG_TESTS_DIR "/unit/compiler/plan/plan_sample.json");
  const std::string expected{std::istreambuf_iterator<char>(file), {}};
  CHECK(json == expected);
}
