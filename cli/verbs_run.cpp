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
  add_flag(verb, "--locked", options->locked, "any call that would be needed is an error");
  add_text(verb, "--record", "FILE", options->record, "append what is answered, for a model `replay(\"FILE\")`");
  add_flag(verb, "--take-over", options->take_over, "take the store from a run on another host");
  add_number(verb, "--drain-timeout", "SECONDS", 0, 86'400, options->drain_seconds,
             "how long to wait for what is in flight after a signal; default: 60");
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
  add_deps(tree, action);
  add_test(tree, action);
}

}  // namespace sdg::cli
