#include "cli/usage.h"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <algorithm>

#include "cli/exit_status.h"
#include "cli/help.h"
#include "cli/terminal.h"
#include "compiler/diag/suggestion.h"

namespace sdg::cli {

namespace {

const ::CLI::App* chosen(const ::CLI::App& tree) {
  const auto verbs = tree.get_subcommands();
  return verbs.empty() ? nullptr : verbs.front();
}

void tell(const ::CLI::App* verb, const std::string& what) {
  say_error(what);
  note(verb ? fmt::format("usage: {}; `sdgc help {}` says more", usage_line(*verb), verb->get_name())
            : std::string("usage: sdgc COMMAND …; `sdgc help` lists the commands"));
}

std::vector<std::string> option_names(const ::CLI::App& verb) {
  std::vector<std::string> names;
  for (const ::CLI::Option* option : verb.get_options()) {
    if (option->get_group().empty()) continue;
    for (const auto& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

bool is_option(const std::string& word) { return word.size() > 1 && word[0] == '-'; }

std::string unknown_option(const ::CLI::App& verb, const std::string& word) {
  const std::string written = word.substr(0, word.find('='));
  const std::vector<std::string> names = option_names(verb);
  const std::vector<std::string_view> views(names.begin(), names.end());
  const auto near = diag::closest(written, views);
  return fmt::format("`{}` has no option `{}`{}", verb.get_name(), written,
                     near ? fmt::format("; there is `{}`", *near) : "");
}

/// The word that nobody took: an option before all others, for what stands behind it may have been meant as its value.
std::optional<std::string> left_over(const ::CLI::App& verb) {
  std::vector<std::string> words = verb.remaining();
  std::erase(words, "--");  // says that no option follows, and is no word itself
  if (words.empty()) return std::nullopt;
  const auto option = std::ranges::find_if(words, is_option);
  return option == words.end() ? words.front() : *option;
}

/// What stands before the command belongs to nothing.
bool tell_before_command(const ::CLI::App& tree) {
  const std::vector<std::string> words = tree.remaining();
  if (words.empty()) return false;
  tell(chosen(tree), fmt::format("`{}` stands before the command; options come behind it", words.front()));
  return true;
}

bool tell_left_over(const ::CLI::App& verb) {
  const auto word = left_over(verb);
  if (!word) return false;
  tell(&verb, is_option(*word) ? unknown_option(verb, *word)
                               : fmt::format("`{}` is one word too many for `{}`", *word, verb.get_name()));
  return true;
}

const ::CLI::Option* option_of(const ::CLI::App& verb, const std::string& message) {
  // The parser speaks of `--seed: …`, of flags as `locked was …`.
  for (const ::CLI::Option* option : verb.get_options()) {
    for (const std::string& name : option->get_lnames())
      if (message.starts_with("--" + name + ":") || message.starts_with(name + " ")) return option;
  }
  return nullptr;
}

/// An option was given too often, or without its value, or with one that it does not take.
std::string mismatch(const ::CLI::App& verb, const std::string& message) {
  const ::CLI::Option* option = option_of(verb, message);
  if (!option) return message;
  const std::string name = option->get_name();
  if (option->get_items_expected_max() == 0) return fmt::format("`{}` takes no value", name);
  if (option->count() > 1) return fmt::format("`{}` is given {} times", name, option->count());
  return fmt::format("`{}` needs a value: `{} {}`", name, name, option->get_type_name());
}

std::string missing(const ::CLI::App& verb) {
  for (const ::CLI::Option* option : verb.get_options())
    if (option->get_required() && option->count() == 0)
      return fmt::format("`{}` needs {}: {}", verb.get_name(), option->get_name(true), option->get_description());
  return fmt::format("`{}` needs more words", verb.get_name());
}

std::string what_is_wrong(const ::CLI::App& verb, const ::CLI::ParseError& error) {
  if (dynamic_cast<const ::CLI::RequiredError*>(&error)) return missing(verb);
  if (dynamic_cast<const ::CLI::ArgumentMismatch*>(&error)) return mismatch(verb, error.what());
  return error.what();
}

}  // namespace

bool all_words_taken(const ::CLI::App& tree) {
  const ::CLI::App* verb = chosen(tree);
  return !verb || !(tell_before_command(tree) || tell_left_over(*verb));
}

int tell_usage(const ::CLI::App& tree, const ::CLI::ParseError& error) {
  const ::CLI::App* verb = chosen(tree);
  if (!verb) {
    const auto words = tree.remaining();
    tell(nullptr, words.empty() ? "a command is missing" : fmt::format("`{}` is no command", words.front()));
  } else if (!tell_before_command(tree) && !tell_left_over(*verb)) {
    tell(verb, what_is_wrong(*verb, error));
  }
  return kUsage;
}

int tell_no_command(const ::CLI::App& tree, const char* written) {
  const std::string word = written;
  std::vector<std::string> names;
  for (const ::CLI::App* verb : verbs_of(tree)) names.push_back(verb->get_name());
  const std::vector<std::string_view> views(names.begin(), names.end());
  const auto near = diag::closest(word, views);
  say_error(fmt::format("there is no command `{}`; {}", word,
                        word.ends_with(".sdg") ? fmt::format("did you mean `sdgc run {}`?", word)
                        : near                 ? fmt::format("there is `{}`", *near)
                                               : "`sdgc help` lists the commands"));
  return kUsage;
}

}  // namespace sdg::cli
