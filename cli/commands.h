#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sdg::cli {

/// How mistakes are shown.
enum class Format { Text, Json, Sarif };

struct CheckOptions {
  std::vector<std::string> files;
  Format format = Format::Text;
  bool fix = false;
};
int check(const CheckOptions& options);

struct FmtOptions {
  std::vector<std::string> files;
  bool check = false;  // write nothing, exit 1 where something would change
  bool diff = false;   // write nothing, show what would change
};
int fmt(const FmtOptions& options);

struct UpdateOptions {
  std::vector<std::string> operands;  // pipelines and folders of them, names of prompts; none: all of what is here
};
/// Moves the locks of prompts to what their constraints choose now.
int update(const UpdateOptions& options);

struct VarsOptions {
  std::string file;
  Format format = Format::Text;
};
/// What a Jinja file, a prompt or a pipeline's templates take from outside.
int vars(const VarsOptions& options);

struct DumpOptions {
  std::string phase;  // `ast sema plan`
  std::string file;
  std::vector<std::string> params;  // `name=value`
};
int dump(const DumpOptions& options);

enum class GraphFormat { Dot, Mermaid, Svg };

struct GraphOptions {
  std::string file;
  std::optional<GraphFormat> format;  // else what the name of the output says
  std::string dataset;                // empty: all
  std::string output;                 // empty: stdout
};
int graph(const GraphOptions& options);

struct ParamsOptions {
  std::string file;
  bool json = false;
};
int params(const ParamsOptions& options);

struct SchemaOptions {
  std::string file;
  std::string dataset;                 // empty: all
  std::optional<std::int64_t> output;  // whose columns, from 1
};
int schema(const SchemaOptions& options);

enum class DocFormat { Text, Markdown, Json };

struct DocOptions {
  std::string name;  // empty: what there is
  bool all = false;
  DocFormat format = DocFormat::Text;
  std::string folder;  // where pages of Markdown go; empty: stdout
};
int doc(const DocOptions& options);

int explain(const std::string& code);
int version();
/// `shell`: bash, zsh or fish.
int completions(const std::string& shell);

/// Live: a block on a terminal that is drawn over; Auto: that, or plain lines where nobody watches.
enum class Progress { Auto, Live, Plain, Json, None };

/// Which pipeline, with which values in place: what commands around a run have in common.
struct PipelineChoice {
  std::string file;
  std::vector<std::string> params;  // `name=value`
  std::string only;                 // a dataset, with those that it reads; empty: all
};

struct RunOptions {
  PipelineChoice pipeline;
  std::optional<std::int64_t> seed;
  std::optional<std::uint32_t> concurrency;
  std::optional<std::uint64_t> rows;
  std::optional<std::uint32_t> datasets_at_once;
  std::string store;    // empty: `.sdg` beside the pipeline
  std::string metrics;  // empty: nowhere
  bool sync_always = false;
  bool retry_failed = false;
  bool locked = false;
  bool take_over = false;
  std::string record;  // empty: nowhere
  std::optional<std::int64_t> drain_seconds;
  std::optional<std::int64_t> time_limit_ms;
  std::optional<std::int64_t> wait_for_model_ms;
  Progress progress = Progress::Auto;
  std::string command;  // as typed
};
int run(const RunOptions& options);

struct PlanOptions {
  PipelineChoice pipeline;
  std::optional<std::int64_t> seed;
  std::optional<std::uint32_t> concurrency;
  std::optional<std::uint64_t> rows;
  std::string store;
  bool json = false;
};
/// What a run would find in the store and what it would ask.
int plan(const PlanOptions& options);

struct PreviewOptions {
  PipelineChoice pipeline;
  std::optional<std::uint64_t> rows;
  std::optional<std::int64_t> seed;
  bool live = false;
};
/// A few rows with all that was sent for them, answered by the simulator or, live, by who is asked in a run.
int preview(const PreviewOptions& options);

struct StatusOptions {
  std::string file;
  std::string store;
};
/// Who holds the store, and how far that run is.
int status(const StatusOptions& options);

struct WhyOptions {
  PipelineChoice pipeline;
  std::string row_key;
  std::string column;  // empty: all
  std::optional<std::int64_t> seed;
  std::string store;
};
/// What the cells of a row are known by, and how that differs from what the store holds.
int why(const WhyOptions& options);

struct FinishOptions {
  PipelineChoice pipeline;
  std::optional<std::int64_t> seed;
  std::string store;
};
/// Writes what is finished so far beside the outputs.
int finish(const FinishOptions& options);

enum class DepsFormat { Text, Json, Make };

struct DepsOptions {
  PipelineChoice pipeline;
  std::string store;
  DepsFormat format = DepsFormat::Text;
};
int deps(const DepsOptions& options);

struct TestOptions {
  std::vector<std::string> files;
  std::vector<std::string> params;  // `name=value`
  std::string only;                 // tests with this in their name
};
int test(const TestOptions& options);

}  // namespace sdg::cli
