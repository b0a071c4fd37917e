#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

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
};

/// Rows from outside.
struct SourceSpec {
  std::string name;
  std::string format;  // `jsonl json csv tsv txt`
  std::string path;    // as the process can open it
  TypeId row;
  std::vector<std::pair<std::string, Value>> options;
  source::Span span;
};

/// What a dataset is made from: one of these per name in `from`.
struct InputSpec {
  enum class Kind : std::uint8_t { Source, Dataset, Values };
  Kind kind;
  std::uint32_t index = 0;    // Source: sources · Dataset: datasets
  std::vector<Value> values;  // Values: lists, ranges, union types
  std::string alias;
  TypeId row;
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
};

enum class OnFailure : std::uint8_t { Drop, Keep, Stop };

/// A row program and what is done with its rows.
struct Dataset {
  std::string name;
  std::vector<InputSpec> inputs;
  std::vector<Column> columns;        // in the order of the page, lets included
  std::vector<NodeId> key;            // empty: the default key
  std::optional<std::uint64_t> rows;  // candidates
  std::int64_t seed = 0;
  bool shuffle = false;
  std::vector<NodeId> keep;  // all must hold
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
  std::vector<Ask> asks;

  const Node& operator[](NodeId id) const { return nodes[id.index]; }
};

/// What a program means: all that a run needs, as plain data.
struct Plan {
  TypeTable types;
  std::vector<ModelSpec> models;
  std::vector<SourceSpec> sources;
  std::vector<Dataset> datasets;  // each after those that it reads
};

/// The plan as JSON for people and tools: `sdgc dump plan`. The form is described in PLAN.md.
std::string to_json(const Plan& plan);

}  // namespace sdg::plan
