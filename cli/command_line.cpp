#include "cli/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <functional>

#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/terminal.h"
#include "compiler/diag/suggestion.h"

namespace sdg::cli {

namespace {

using Action = std::function<int()>;

/// A number of things: digits and nothing else, so that `-1` is not taken for very many.
const ::CLI::Validator kCount(
    [](std::string& written) {
      const bool is_count = !written.empty() && written.find_first_not_of("0123456789") == std::string::npos;
      return is_count ? std::string() : fmt::format("`{}` is not a number of rows", written);
    },
    "N", "count");

constexpr const char* kParamHelp = "a parameter of the program: -p rows=100";

/// An option that is one of a few words.
template <class T>
void add_choice(::CLI::App& verb, const std::string& name, T& target,
                const std::vector<std::pair<std::string, T>>& words, const std::string& doc) {
  std::vector<std::string> names;
  for (const auto& word : words) names.push_back(word.first);
  const std::string listed = fmt::format("{}", fmt::join(names, "|"));
  const auto choose = [&target, words, name, names](const std::string& written) {
    const auto found = std::ranges::find(words, written, &std::pair<std::string, T>::first);
    if (found == words.end()) {
      throw ::CLI::ValidationError(name, fmt::format("`{}` is not one of {}", written, fmt::join(names, ", ")));
    }
    target = found->second;
  };
  verb.add_option_function<std::string>(name, choose, doc)->type_name(listed);
}

void add_run(::CLI::App& app, Action& action, const std::string& command) {
  auto options = std::make_shared<RunOptions>();
  options->command = command;
  auto* verb = app.add_subcommand("run", "make the datasets of a pipeline: what is finished is taken from the store");
  verb->add_option("FILE", options->file, "the pipeline")->required();
  verb->add_option("-p,--param", options->params, kParamHelp)->type_name("NAME=VALUE")->allow_extra_args(false);
  verb->add_option("--seed", options->seed, "instead of every dataset's own");
  verb->add_option("--concurrency", options->concurrency, "requests in flight, instead of every model's own")
      ->check(::CLI::Range(1, 100000));
  verb->add_option("--rows", options->rows, "the first rows only, written to NAME.partial.EXT")->check(kCount);
  verb->add_option("--only", options->only, "this dataset, and those that it reads")->type_name("DATASET");
  verb->add_option("--store", options->store, "where answers are kept; default: .sdg beside the pipeline")
      ->type_name("FOLDER");
  add_choice<bool>(*verb, "--sync", options->sync_always, {{"always", true}, {"grouped", false}},
                   "when answers are synced to the disk; default: grouped");
  add_choice<bool>(*verb, "--retry", options->retry_failed, {{"failed", true}}, "ask what failed for good once more");
  verb->add_flag("--locked", options->locked, "any call that would be needed is an error");
  verb->add_flag("--take-over", options->take_over, "take the store from a run on another host");
  verb->add_option("--drain-timeout", options->drain_seconds, "seconds to wait for what is in flight after a signal")
      ->type_name("SECONDS");
  add_choice<Progress>(
      *verb, "--progress", options->progress,
      {{"auto", Progress::Auto}, {"plain", Progress::Plain}, {"json", Progress::Json}, {"none", Progress::None}},
      "how the run is shown on stderr");
  verb->footer("Example: sdgc run pipeline.sdg -p rows=100 --concurrency 256");
  verb->callback([&action, options] { action = [options] { return run(*options); }; });
}

void add_check(::CLI::App& app, Action& action) {
  auto options = std::make_shared<CheckOptions>();
  auto* verb = app.add_subcommand("check", "find the mistakes of a pipeline without running it");
  verb->add_option("FILE", options->files, "pipelines; - is stdin")->required();
  add_choice<Format>(*verb, "--format", options->format,
                     {{"text", Format::Text}, {"json", Format::Json}, {"sarif", Format::Sarif}},
                     "how mistakes are shown");
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
  verb->add_option("PHASE", options->phase, "ast, sema or plan")
      ->required()
      ->check(::CLI::IsMember({"ast", "sema", "plan"}));
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

bool is_command(const ::CLI::App& app, const std::string& name) {
  return !app.get_subcommands([&](const ::CLI::App* verb) { return verb->get_name() == name; }).empty();
}

int no_such_command(const ::CLI::App& app, const std::string& written) {
  std::vector<std::string> names;
  for (const ::CLI::App* verb : app.get_subcommands([](const ::CLI::App*) { return true; }))
    names.push_back(verb->get_name());
  const std::vector<std::string_view> views(names.begin(), names.end());
  const auto near = diag::closest(written, views);
  const std::string remedy = written.ends_with(".sdg") ? fmt::format("did you mean `sdgc run {}`?", written)
                             : near                    ? fmt::format("there is `{}`", *near)
                                                       : "`sdgc help` lists the commands";
  say_error(fmt::format("there is no command `{}`; {}", written, remedy));
  return kUsage;
}

void add_small_ones(::CLI::App& app, Action& action) {
  app.add_subcommand("version", "say which sdgc this is")->callback([&action] { action = [] { return version(); }; });
  auto topic = std::make_shared<std::string>();
  auto* help = app.add_subcommand("help", "say what a command does");
  help->add_option("COMMAND", *topic, "a command");
  // Once `help` is chosen, the app speaks of nothing else: what it says of itself is taken now.
  help->callback([&app, &action, topic, overview = app.help()] {
    action = [&app, topic, overview] {
      if (topic->empty()) {
        say(overview);
        return kDone;
      }
      if (!is_command(app, *topic)) return no_such_command(app, *topic);
      say(app.get_subcommand(*topic)->help("sdgc"));
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
  const std::string first = argc > 1 ? argv[1] : "";
  if (!first.empty() && first[0] != '-' && !is_command(app, first)) return no_such_command(app, first);
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
