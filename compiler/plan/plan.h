#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "compiler/plan/aggregate.h"
#include "compiler/plan/digest.h"
#include "compiler/plan/node.h"
#include "compiler/plan/type.h"

namespace sdg::plan {

/// A text that is known, or that only the process which needs it looks up: a secret never stands in a plan.
struct SecretText {
  std::string env_name;  // empty: `fallback` is the text itself
  std::string fallback;
  bool is_set() const { return !env_name.empty() || !fallback.empty(); }
};

/// Dollars a million tokens, in nano-dollars.
struct Price {
  std::int64_t input = 0, output = 0, cached = 0;
};

/// A file that decides what a command does, and what stood in it when the plan was made.
struct FileUse {
  std::string path;
  Digest digest;
};

/// A program and its arguments, started without a shell.
struct CommandSpec {
  std::vector<std::string> words;  // `{port}` in those of a `server` is filled in when it is started
  std::vector<FileUse> files;
  std::vector<std::pair<std::string, SecretText>> env;
  bool is_set() const { return !words.empty(); }
};

struct ModelSpec {
  std::string name;                                       // in the program
  std::string provider;                                   // `openai`, `sim` …
  std::string id;                                         // as the provider knows it
  std::vector<std::pair<std::string, Value>> parameters;  // sent as they are
  std::string base_url;
  SecretText api_key;
  std::vector<std::pair<std::string, SecretText>> headers;
  std::string ca_file;
  std::string tag;  // which weights answer; by default the base URL
  std::uint32_t concurrency = 64;
  std::optional<double> requests_per_minute, tokens_per_minute;
  std::int64_t timeout_ms = 600'000;
  std::uint32_t retries = 6;
  std::optional<Price> price;
  source::Span span;
  CommandSpec command;           // of `server` and `command`
  std::vector<ModelId> members;  // of `fallback` and `spread`
};

/// A function whose values a long-lived worker process computes.
struct ExternalSpec {
  std::string name;
  CommandSpec command;
  std::int64_t timeout_ms = 60'000;
  std::uint32_t workers = 1;
  std::vector<std::string> params;  // names of the arguments, as they are sent
  TypeId result;
  source::Span span;
};

/// `labels = {0: "neg", 1: "pos"}`: what stands in the file, and what it is called.
struct LabelSpec {
  std::string column;
  std::vector<std::pair<std::string, std::string>> names;
};

/// Rows from outside.
struct SourceSpec {
  std::string name;
  std::string format;  // `jsonl json csv tsv txt`
  std::string path;    // as the process can open it
  TypeId row;
  std::vector<std::pair<std::string, Value>> options;
  source::Span span;
  std::vector<std::pair<std::string, std::string>> renamed;  // a column's name in the file, and its name here
  std::vector<LabelSpec> labels;
};

/// What is done to the rows of an input before they are gone through: `slice(rows, 0, 100)`, `cycle(rows)`.
struct InputStep {
  enum class Kind : std::uint8_t { Slice, Cycle };
  Kind kind;
  std::int64_t start = 0;           // Slice: negative ones count from the end
  std::optional<std::int64_t> end;  // not included
};

/// What a dataset is made from: one of these per name in `from`.
struct InputSpec {
  enum class Kind : std::uint8_t { Source, Dataset, Values, Prompts };
  Kind kind;
  std::uint32_t index = 0;    // Source: sources · Dataset: datasets · Prompts: prompts, of a table in a test only
  std::vector<Value> values;  // Values: lists, ranges, union types
  std::string alias;
  TypeId row;
  std::vector<InputStep> steps;  // in the order in which they are done
  source::Span span;
};

/// `each name in list`: a row for each element, with what stands below it.
struct EachSpec {
  std::string name;
  NodeId list;              // in the block outside; null is no row
  BlockId block;            // local 0 is the element, local 1 its position
  std::vector<NodeId> key;  // of the rows it makes; empty: the key of the row above, and the position
  TypeId element;
  source::Span span;
};

/// `distinct a, b`: no accepted row before it has the same values; with `similar` none is as much like it.
struct DistinctSpec {
  std::vector<NodeId> values;
  std::optional<double> similar;
  source::Span span;
};

/// `mean(score)` in a measure; without a value the rows are counted.
struct AggregateUse {
  Aggregate aggregate;
  std::optional<NodeId> value;
};
/// `measure name = … by …`, over the accepted rows, or over each group of them.
struct MeasureSpec {
  std::string name;
  BlockId block;                         // local i is the result of aggregates[i]
  std::vector<AggregateUse> aggregates;  // nulls are left out of them
  NodeId result;                         // in `block`
  TypeId type;
  std::vector<NodeId> by;
  source::Span span;
};

/// `split train = 0.9, test = 0.1 by …`
struct SplitSpec {
  struct Share {
    std::string name;
    double share;
  };
  std::vector<Share> shares;
  NodeId part;  // of kind Split: the name of a row's part, by the values of its inputs or else by the candidate's key
  source::Span span;
};

/// No call is admitted that could bring what the dataset has spent above it.
struct BudgetSpec {
  std::int64_t nano_dollars;
  source::Span span;
};

/// A table named in an expression.
struct TableRef {
  InputSpec::Kind kind;
  std::uint32_t index;
};

struct Column {
  std::string name;
  NodeId node;
  TypeId type;
  std::string doc;
  bool written = true;  // a `let` is not
  source::Span span;
};

struct OutputColumn {
  std::string name;
  NodeId node;
  TypeId type;
};
struct OutputSpec {
  std::string format;  // `jsonl json csv …`
  std::string path;
  std::vector<OutputColumn> columns;
  std::vector<std::pair<std::string, Value>> options;
  source::Span span;
  bool is_split = false;  // a file, or a part of the folder, for each part of the split: `{split}` in the path
};

enum class OnFailure : std::uint8_t { Drop, Keep, Stop };

/// A row program and what is done with its rows.
struct Dataset {
  std::string name;
  std::vector<InputSpec> inputs;
  std::vector<Column> columns;          // that an output shows or a reader takes, in the order of the page
  std::vector<Column> between;          // lets and columns that only others read: names for people, kept for a picture
  std::vector<NodeId> key;              // empty: the default key
  std::optional<std::uint64_t> rows;    // candidates, or with `within` accepted rows; both below the last `each`
  std::optional<std::uint64_t> within;  // candidates at most
  std::vector<NodeId> rows_by;          // then `rows` and `within` hold for each value of these
  source::Span rows_span;
  std::int64_t seed = 0;
  bool shuffle = false;
  std::vector<EachSpec> each;  // outermost first
  std::vector<NodeId> keep;    // all must hold; those in the row's own block are asked before an `each` is gone through
  std::vector<DistinctSpec> distinct;
  std::vector<MeasureSpec> measures;
  std::optional<SplitSpec> split;
  std::optional<BudgetSpec> budget;
  OnFailure on_failure = OnFailure::Drop;
  std::optional<std::uint64_t> stop_after;
  std::vector<OutputSpec> outputs;
  Digest row_program;  // of everything a row's values depend on but its key and source fields
  source::Span span;

  std::vector<Node> nodes;    // inputs before users
  std::vector<Block> blocks;  // 0 is the row's
  std::vector<Value> constants;
  std::vector<std::string> names;
  std::vector<TableRef> tables;
  std::vector<MatchArms> matches;
  std::vector<std::vector<bool>> lists;  // which inputs of a List node are spread
  std::vector<Shape> shapes;
  std::vector<Mapping> maps;
  std::vector<Draw> draws;
  std::vector<Redrawing> redraws;
  std::vector<Loop> loops;
  std::vector<Rendering> renderings;
  std::vector<Ask> asks;

  const Node& operator[](NodeId id) const { return nodes[id.index]; }
};

/// What was sent to a model, or through a generator: a text a request. Only a test looks at it.
struct PromptList {
  std::optional<ModelId> model;
  std::string caller;  // where no model is set
};

/// What a program means: all that a run needs, as plain data.
struct Plan {
  TypeTable types;
  std::vector<ModelSpec> models;
  std::vector<SourceSpec> sources;
  std::vector<ExternalSpec> externals;
  std::vector<JinjaTemplate> templates;
  std::vector<Dataset> datasets;    // each after those that it reads
  std::vector<PromptList> prompts;  // of a test
};

/// The plan as JSON for people and tools: `sdgc dump plan`. The form is described in PLAN.md.
std::string to_json(const Plan& plan);

}  // namespace sdg::plan
