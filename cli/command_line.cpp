#include "cli/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/complete.h"
#include "cli/exit_status.h"
#include "cli/help.h"
#include "cli/terminal.h"
#include "cli/usage.h"
#include "cli/verbs.h"

namespace sdg::cli {

namespace {

std::string as_typed(int argc, char** argv) {
  std::string text;
  for (int i = 0; i < argc; ++i) text += (i ? " " : "") + std::string(argv[i]);
  return text;
}

/// What nobody takes is told by us (usage.h), so every command lets it through.
void declare_all(::CLI::App& tree, Action& action, const std::string& command) {
  tree.require_subcommand(1)->allow_extras();
  declare_running_verbs(tree, action, command);
  declare_program_verbs(tree, action);
  declare_knowing_verbs(tree, action);
  for (::CLI::App* verb : tree.get_subcommands([](const ::CLI::App*) { return true; })) {
    verb->allow_extras();
    verb->set_help_flag("-h,--help", "this page");
  }
}

int show_help(const ::CLI::App& tree) {
  const auto verbs = tree.get_subcommands();
  say(verbs.empty() ? overview(tree) : page_of(*verbs.front()));
  return kDone;
}

/// The scripts of `sdgc completions` ask so. No command that people are told of.
int say_completions(const ::CLI::App& tree, const std::vector<std::string>& words) {
  for (const std::string& line : complete(tree, words)) say(line);
  return kDone;
}

int parse_and_act(int argc, char** argv) {
  ::CLI::App tree{"sdgc makes datasets from a declaration: typed, resumable, nothing asked twice."};
  Action action;
  declare_all(tree, action, as_typed(argc, argv));
  const std::string first = argc > 1 ? argv[1] : "";
  if (first == "--version") return version();
  if (first == "complete") return say_completions(tree, {argv + 2, argv + argc});
  if (!first.empty() && first[0] != '-' && !find_verb(tree, first)) return tell_no_command(tree, first.c_str());
  try {
    tree.parse(argc, argv);
  } catch (const ::CLI::Success&) {
    return show_help(tree);
  } catch (const ::CLI::ParseError& error) {
    return tell_usage(tree, error);
  }
  return all_words_taken(tree) ? action() : kUsage;
}

}  // namespace

int run_command_line(int argc, char** argv) {
  open_missing_streams();
  try {
    return finish_printing(parse_and_act(argc, argv));
  } catch (const std::exception& bug) {
    say_error(fmt::format("this is a bug of sdgc, please report it: {}", bug.what()));
    return 70;
  }
}

}  // namespace sdg::cli
