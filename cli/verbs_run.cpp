#include <CLI/App.hpp>
#include <limits>

#include "cli/commands.h"
#include "cli/options.h"
#include "cli/verbs.h"

namespace sdg::cli {

namespace {

constexpr std::int64_t kAny = std::numeric_limits<std::int64_t>::max();

void add_pipeline(::CLI::App& verb, PipelineChoice& choice) {
  add_operand(verb, "FILE", choice.file, "the pipeline; - is stdin");
  add_params(verb, choice.params);
  add_text(verb, "--only", "DATASET", choice.only, "this dataset, and those that it reads");
}

void add_store(::CLI::App& verb, std::string& folder) {
  add_text(verb, "--store", "FOLDER", folder, "where answers are kept; default: .sdg beside the pipeline");
}

void add_run(::CLI::App& tree, Action& action, const std::string& command) {
  auto options = std::make_shared<RunOptions>();
  options->command = command;
  auto& verb = *tree.add_subcommand("run", "make the datasets of a pipeline: what is finished is taken from the store");
  add_pipeline(verb, options->pipeline);
  add_number(verb, "--seed", "N", -kAny, kAny, options->seed, "instead of every dataset's own");
  add_number(verb, "--concurrency", "N", 1, 100'000, options->concurrency,
             "requests in flight, instead of every model's own");
  add_number(verb, "--rows", "N", 0, kAny, options->rows, "the first rows only, written to NAME.partial.EXT");
  add_store(verb, options->store);
  add_choice<bool>(verb, "--sync", options->sync_always, {{"always", true}, {"grouped", false}},
                   "when answers are synced to the disk; default: grouped");
  add_choice<bool>(verb, "--retry", options->retry_failed, {{"failed", true}}, "ask what failed for good once more");
  add_number(verb, "-j,--datasets", "N", 1, 10'000, options->datasets_at_once, "datasets at once; default: all");
  add_text(verb, "--metrics", "FILE", options->metrics, "a line of JSON for each call");
  add_flag(verb, "--locked", options->locked, "any call that would be needed is an error");
  add_text(verb, "--record", "FILE", options->record, "append what is answered, for a model `replay(\"FILE\")`");
  add_flag(verb, "--take-over", options->take_over, "take the store from a run on another host");
  add_number(verb, "--drain-timeout", "SECONDS", 0, 86'400, options->drain_seconds,
             "how long to wait for what is in flight after a signal; default: 60, under Slurm and Kubernetes 20");
  add_duration(verb, "--time-limit", options->time_limit_ms, "then drain, and exit 75 where something is left to do");
  add_duration(verb, "--wait-for-model", options->wait_for_model_ms,
               "how long to wait for a model where nobody listens yet; default: as for any lost connection");
  add_choice<Progress>(
      verb, "--progress", options->progress,
      {{"auto", Progress::Auto}, {"plain", Progress::Plain}, {"json", Progress::Json}, {"none", Progress::None}},
      "how the run is shown on stderr");
  verb.footer(
      "Examples:\n"
      "  sdgc run pipeline.sdg\n"
      "  sdgc run pipeline.sdg -p rows=100 --concurrency 256\n"
      "  sdgc run pipeline.sdg --only tickets --rows 5");
  verb.callback([&action, options] { action = [options] { return run(*options); }; });
}

void add_plan(::CLI::App& tree, Action& action) {
  auto options = std::make_shared<PlanOptions>();
  auto& verb = *tree.add_subcommand("plan", "tell what a run would ask, why, and what that costs; nothing is asked");
  add_pipeline(verb, options->pipeline);
  add_number(verb, "--seed", "N", -kAny, kAny, options->seed, "instead of every dataset's own");
  add_number(verb, "--concurrency", "N", 1, 100'000, options->concurrency,
             "requests in flight, instead of every model's own");
  add_number(verb, "--rows", "N", 0, kAny, options->rows, "the first rows only");
  add_store(verb, options->store);
  add_choice<bool>(verb, "--format", options->json, {{"text", false}, {"json", true}}, "how it is told");
  verb.footer(
      "Found: answered in the store. Stale: the row has an answer to what was asked here before. New: never asked;\n"
      "what depends on answers that are not there is counted as if all of it would be asked (≤).\n\n"
      "Examples:\n"
      "  sdgc plan pipeline.sdg\n"
      "  sdgc plan pipeline.sdg --rows 2 --format json");
  verb.callback([&action, options] { action = [options] { return plan(*options); }; });
}

void add_preview(::CLI::App& tree, Action& action) {
  auto options = std::make_shared<PreviewOptions>();
  auto& verb = *tree.add_subcommand("preview", "show a few rows with all that is asked for them, on the offline model");
  add_pipeline(verb, options->pipeline);
  add_number(verb, "-n,--rows", "N", 1, 10'000, options->rows, "how many; default: 3");
  add_number(verb, "--seed", "N", -kAny, kAny, options->seed, "instead of every dataset's own");
  add_flag(verb, "--live", options->live, "ask the models of the pipeline; nothing is kept");
  verb.footer(
      "Examples:\n"
      "  sdgc preview pipeline.sdg\n"
      "  sdgc preview pipeline.sdg -n 1 --only tickets");
  verb.callback([&action, options] { action = [options] { return preview(*options); }; });
}

void add_status(::CLI::App& tree, Action& action) {
  auto options = std::make_shared<StatusOptions>();
  auto& verb = *tree.add_subcommand("status", "tell which run holds the store of a pipeline, and how far it is");
  add_operand(verb, "FILE", options->file, "the pipeline");
  add_store(verb, options->store);
  verb.footer(
      "Examples:\n"
      "  sdgc status pipeline.sdg");
  verb.callback([&action, options] { action = [options] { return status(*options); }; });
}

void add_why(::CLI::App& tree, Action& action) {
  auto options = std::make_shared<WhyOptions>();
  auto& verb = *tree.add_subcommand("why", "tell what the answers of a row are known by, and what changed");
  add_operand(verb, "FILE", options->pipeline.file, "the pipeline; - is stdin");
  add_operand(verb, "ROWKEY", options->row_key, "the row's key; one of several values is a JSON list");
  add_operand(verb, "COLUMN", options->column, "one column that asks; without it all of them", false);
  add_params(verb, options->pipeline.params);
  add_text(verb, "--only", "DATASET", options->pipeline.only, "the row of this dataset");
  add_number(verb, "--seed", "N", -kAny, kAny, options->seed, "instead of every dataset's own");
  add_store(verb, options->store);
  verb.footer(
      "Examples:\n"
      "  sdgc why pipeline.sdg 1\n"
      "  sdgc why pipeline.sdg 1 answer --only tickets");
  verb.callback([&action, options] { action = [options] { return why(*options); }; });
}

void add_finish(::CLI::App& tree, Action& action) {
  auto options = std::make_shared<FinishOptions>();
  auto& verb = *tree.add_subcommand("finish", "write the rows that are finished so far to NAME.partial.EXT");
  add_pipeline(verb, options->pipeline);
  add_number(verb, "--seed", "N", -kAny, kAny, options->seed, "instead of every dataset's own");
  add_store(verb, options->store);
  verb.footer(
      "Nothing is asked, and the outputs themselves are left alone; also while a run is live.\n\n"
      "Examples:\n"
      "  sdgc finish pipeline.sdg");
  verb.callback([&action, options] { action = [options] { return finish(*options); }; });
}

void add_deps(::CLI::App& tree, Action& action) {
  auto options = std::make_shared<DepsOptions>();
  auto& verb = *tree.add_subcommand("deps", "list what a run reads, writes, connects to and starts");
  add_pipeline(verb, options->pipeline);
  add_store(verb, options->store);
  add_choice<DepsFormat>(verb, "--format", options->format,
                         {{"text", DepsFormat::Text}, {"json", DepsFormat::Json}, {"make", DepsFormat::Make}},
                         "how it is listed; make: rules that a makefile includes");
  verb.footer(
      "Paths that leave the pipeline's folder upwards are marked.\n\n"
      "Examples:\n"
      "  sdgc deps pipeline.sdg\n"
      "  sdgc deps pipeline.sdg --format make > pipeline.mk");
  verb.callback([&action, options] { action = [options] { return deps(*options); }; });
}

void add_test(::CLI::App& tree, Action& action) {
  auto options = std::make_shared<TestOptions>();
  auto& verb = *tree.add_subcommand("test", "run the tests of a pipeline: offline, nothing is asked or written");
  add_operands(verb, "FILES", options->files, "pipelines");
  add_params(verb, options->params);
  add_text(verb, "--only", "TEXT", options->only, "the tests with this in their name");
  verb.footer(
      "Examples:\n"
      "  sdgc test pipeline.sdg\n"
      "  sdgc test pipeline.sdg --only hard");
  verb.callback([&action, options] { action = [options] { return test(*options); }; });
}

}  // namespace

void declare_running_verbs(::CLI::App& tree, Action& action, const std::string& command) {
  add_run(tree, action, command);
  add_plan(tree, action);
  add_preview(tree, action);
  add_status(tree, action);
  add_why(tree, action);
  add_finish(tree, action);
  add_deps(tree, action);
  add_test(tree, action);
}

}  // namespace sdg::cli
