#include "cli/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <functional>
#include <map>

#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/terminal.h"

namespace sdg::cli {

namespace {

using Action = std::function<int()>;

constexpr const char* kParamHelp = "a parameter of the program: -p rows=100";

void add_run(::CLI::App& app, Action& action, const std::string& command) {
  auto options = std::make_shared<RunOptions>();
  options->command = command;
  auto* verb = app.add_subcommand("run", "make the datasets of a pipeline: what is finished is taken from the store");
  verb->add_option("FILE", options->file, "the pipeline")->required();
  verb->add_option("-p,--param", options->params, kParamHelp)->type_name("NAME=VALUE")->allow_extra_args(false);
  verb->add_option("--seed", options->seed, "instead of every dataset's own");
  verb->add_option("--concurrency", options->concurrency, "requests in flight, instead of every model's own")->check(::CLI::Range(1, 100000));
  verb->add_option("--rows", options->rows, "the first rows only, written to NAME.partial.EXT");
  verb->add_option("--only", options->only, "this dataset, and those that it reads")->type_name("DATASET");
  verb->add_option("--store", options->store, "where answers are kept; default: .sdg beside the pipeline")->type_name("FOLDER");
  const std::map<std::string, bool> sync{{"always", true}, {"grouped", false}};
  verb->add_option("--sync", options->sync_always, "sync the store after every answer")->transform(::CLI::CheckedTransformer(sync))->type_name("always|grouped");
  const std::map<std::string, bool> retry{{"failed", true}};
  verb->add_option("--retry", options->retry_failed, "ask what failed for good once more")->transform(::CLI::CheckedTransformer(retry))->type_name("failed");
  verb->add_flag("--locked", options->locked, "any call that would be needed is an error");
  verb->add_flag("--take-over", options->take_over, "take the store from a run on another host");
  verb->add_option("--drain-timeout", options->drain_seconds, "seconds to wait for what is in flight after a signal")->type_name("SECONDS");
  const std::map<std::string, Progress> progress{{"auto", Progress::Auto}, {"plain", Progress::Plain}, {"json", Progress::Json}, {"none", Progress::None}};
  verb->add_option("--progress", options->progress, "how the run is shown on stderr")->transform(::CLI::CheckedTransformer(progress))->type_name("auto|plain|json|none");
  verb->footer("Example: sdgc run pipeline.sdg -p rows=100 --concurrency 256");
  verb->callback([&action, options] { action = [options] { return run(*options); }; });
}

void add_check(::CLI::App& app, Action& action) {
  auto options = std::make_shared<CheckOptions>();
  auto* verb = app.add_subcommand("check", "find the mistakes of a pipeline without running it");
  verb->add_option("FILE", options->files, "pipelines; - is stdin")->required();
  const std::map<std::string, Format> formats{{"text", Format::Text}, {"json", Format::Json}, {"sarif", Format::Sarif}};
  verb->add_option("--format", options->format, "how mistakes are shown")->transform(::CLI::CheckedTransformer(formats))->type_name("text|json|sarif");
  verb->add_flag("--fix", options->fix, "follow the hints that can be followed by a machine");
  verb->footer("Example: sdgc check --format json pipeline.sdg");
  verb->callback([&action, options] { action = [options] { return check(*options); }; });
}

void add_fmt(::CLI::App& app, Action& action) {
  auto options = std::make_shared<FmtOptions>();
  auto* verb = app.add_subcommand("fmt", "write pipelines in the one canonical style");
  verb->add_option("FILE", options->files, "pipelines; - is stdin, printed to stdout")->required();
  verb->add_flag("--check", options->check, "write nothing, exit 1 where something would change");
  verb->footer("Example: sdgc fmt --check *.sdg");
  verb->callback([&action, options] { action = [options] { return fmt(*options); }; });
}

void add_dump(::CLI::App& app, Action& action) {
  auto options = std::make_shared<DumpOptions>();
  auto* verb = app.add_subcommand("dump", "show what a phase of the compiler makes of a pipeline");
  verb->add_option("PHASE", options->phase, "ast, sema or plan")->required()->check(::CLI::IsMember({"ast", "sema", "plan"}));
  verb->add_option("FILE", options->file, "the pipeline; - is stdin")->required();
  verb->add_option("-p,--param", options->params, kParamHelp)->type_name("NAME=VALUE")->allow_extra_args(false);
  verb->footer("Example: sdgc dump plan pipeline.sdg");
  verb->callback([&action, options] { action = [options] { return dump(*options); }; });
}

void add_explain(::CLI::App& app, Action& action) {
  auto code = std::make_shared<std::string>();
  auto* verb = app.add_subcommand("explain", "say what a mistake is and why it is one");
  verb->add_option("CODE", *code, "such as SDG0210")->required();
  verb->footer("Example: sdgc explain SDG0210");
  verb->callback([&action, code] { action = [code] { return explain(*code); }; });
}

void add_small_ones(::CLI::App& app, Action& action) {
  app.add_subcommand("version", "say which sdgc this is")->callback([&action] { action = [] { return version(); }; });
  auto topic = std::make_shared<std::string>();
  auto* help = app.add_subcommand("help", "say what a command does");
  help->add_option("COMMAND", *topic, "a command");
  help->callback([&app, &action, topic] {
    action = [&app, topic] {
      const auto named = app.get_subcommands([&](const ::CLI::App* verb) { return verb->get_name() == *topic; });
      const ::CLI::App* about = named.empty() ? nullptr : named.front();
      if (!topic->empty() && !about) {
        say_error(fmt::format("there is no command `{}`; `sdgc help` lists them", *topic));
        return kUsage;
      }
      say(about ? about->help() : app.help());
      return kDone;
    };
  });
}

std::string as_typed(int argc, char** argv) {
  std::string text;
  for (int i = 0; i < argc; ++i) text += (i ? " " : "") + std::string(argv[i]);
  return text;
}

int parse_and_act(int argc, char** argv) {
  ::CLI::App app{"sdgc makes datasets from a declaration: typed, resumable, nothing asked twice."};
  app.require_subcommand(1);
  Action action;
  add_run(app, action, as_typed(argc, argv));
  add_check(app, action);
  add_fmt(app, action);
  add_dump(app, action);
  add_explain(app, action);
  add_small_ones(app, action);
  try {
    app.parse(argc, argv);
  } catch (const ::CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);
    say_error(fmt::format("{}; `sdgc help` lists the commands", error.what()));
    return kUsage;
  }
  return action();
}

}  // namespace

int run_command_line(int argc, char** argv) {
  try {
    return parse_and_act(argc, argv);
  } catch (const std::exception& bug) {
    say_error(fmt::format("this is a bug of sdgc, please report it: {}", bug.what()));
    return 70;
  }
}

}  // namespace sdg::cli
