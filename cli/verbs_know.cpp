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

void add_doc(::CLI::App& tree, Action& action) {
  auto options = std::make_shared<DocOptions>();
  auto& verb = *tree.add_subcommand("doc", "say what a function, sampler, provider or keyword is");
  add_operand(verb, "NAME", options->name, "such as choice, openai, keep or std.judge; without one, all are listed",
              false);
  add_flag(verb, "--all", options->all, "all there is to say");
  add_choice<DocFormat>(verb, "--format", options->format,
                        {{"text", DocFormat::Text}, {"md", DocFormat::Markdown}, {"json", DocFormat::Json}},
                        "of --all; json is for editors");
  add_text(verb, "-o,--output", "FOLDER", options->folder, "where the pages of --format md are written");
  verb.footer(
      "Examples:\n"
      "  sdgc doc\n"
      "  sdgc doc choice\n"
      "  sdgc doc std.judge\n"
      "  sdgc doc std.judge.score\n"
      "  sdgc doc --all --format json");
  verb.callback([&action, options] { action = [options] { return doc(*options); }; });
}

void add_completions(::CLI::App& tree, Action& action) {
  auto shell = std::make_shared<std::string>();
  auto& verb = *tree.add_subcommand("completions", "print what makes a shell complete sdgc's words");
  add_word(verb, "SHELL", *shell, {"bash", "zsh", "fish"}, "bash, zsh or fish");
  verb.footer(
      "Examples:\n"
      "  sdgc completions bash\n"
      "  source <(sdgc completions bash)\n"
      "  sdgc completions fish | source");
  verb.callback([&action, shell] { action = [shell] { return completions(*shell); }; });
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
  add_doc(tree, action);
  add_completions(tree, action);
  add_version(tree, action);
  add_help(tree, action);
}

}  // namespace sdg::cli
