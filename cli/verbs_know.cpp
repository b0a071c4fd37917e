#include <CLI/App.hpp>

#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/help.h"
#include "cli/options.h"
#include "cli/terminal.h"
#include "cli/usage.h"
#include "cli/verbs.h"

namespace sdg::cli {

namespace {

void add_explain(::CLI::App& tree, Action& action) {
  auto code = std::make_shared<std::string>();
  auto& verb = *tree.add_subcommand("explain", "say what a mistake is and why it is one");
  add_operand(verb, "CODE", *code, "such as SDG0210, or 210");
  verb.footer(
      "Examples:\n"
      "  sdgc explain SDG0210\n"
      "  sdgc explain 210");
  verb.callback([&action, code] { action = [code] { return explain(*code); }; });
}

void add_version(::CLI::App& tree, Action& action) {
  auto& verb = *tree.add_subcommand("version", "say which sdgc this is");
  verb.footer(
      "Examples:\n"
      "  sdgc version");
  verb.callback([&action] { action = [] { return version(); }; });
}

int help(const ::CLI::App& tree, const std::string& topic) {
  const ::CLI::App* verb = topic.empty() ? nullptr : find_verb(tree, topic);
  if (!topic.empty() && !verb) return tell_no_command(tree, topic.c_str());
  say(verb ? page_of(*verb) : overview(tree));
  return kDone;
}

void add_help(::CLI::App& tree, Action& action) {
  auto topic = std::make_shared<std::string>();
  auto& verb = *tree.add_subcommand("help", "say what a command does, with examples");
  add_operand(verb, "COMMAND", *topic, "a command; without one, all are listed", false);
  verb.footer(
      "Examples:\n"
      "  sdgc help\n"
      "  sdgc help run");
  verb.callback([&tree, &action, topic] { action = [&tree, topic] { return help(tree, *topic); }; });
}

}  // namespace

void declare_knowing_verbs(::CLI::App& tree, Action& action) {
  add_explain(tree, action);
  add_version(tree, action);
  add_help(tree, action);
}

}  // namespace sdg::cli
