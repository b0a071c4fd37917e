#include "cli/help.h"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <algorithm>

namespace sdg::cli {

namespace {

/// Two columns: what is written, and what it is.
struct Entry {
  std::string left, right;
};

std::string table(const std::vector<Entry>& entries) {
  constexpr std::size_t kWidest = 34;
  std::size_t width = 0;
  for (const Entry& entry : entries)
    if (entry.left.size() <= kWidest) width = std::max(width, entry.left.size());
  std::string text;
  for (const Entry& entry : entries) {
    const bool is_wide = entry.left.size() > kWidest;
    text += fmt::format("  {:<{}}{}{}\n", entry.left, is_wide ? 0 : width + 2, is_wide ? "\n    " : "", entry.right);
  }
  return text;
}

std::vector<const ::CLI::Option*> options_of(const ::CLI::App& verb, bool positional) {
  auto options = verb.get_options([&](const ::CLI::Option* option) {
    return option->get_positional() == positional && !option->get_group().empty();
  });
  // What every command takes is said last.
  std::stable_partition(options.begin(), options.end(),
                        [&](const ::CLI::Option* option) { return option != verb.get_help_ptr(); });
  return options;
}

bool takes_many(const ::CLI::Option& option) { return option.get_items_expected_max() > 1; }

Entry entry_of(const ::CLI::Option& option) {
  if (option.get_positional()) return {option.get_name(true), option.get_description()};
  std::string left;
  for (const auto& name : option.get_snames()) left += (left.empty() ? "-" : ", -") + name;
  for (const auto& name : option.get_lnames()) left += (left.empty() ? "--" : ", --") + name;
  if (option.get_items_expected_max() > 0) left += " " + option.get_type_name();
  return {left, option.get_description()};
}

std::vector<Entry> entries_of(const std::vector<const ::CLI::Option*>& options) {
  std::vector<Entry> entries;
  for (const ::CLI::Option* option : options) entries.push_back(entry_of(*option));
  return entries;
}

}  // namespace

std::string usage_line(const ::CLI::App& verb) {
  std::string line = "sdgc " + verb.get_name();
  for (const ::CLI::Option* option : options_of(verb, true)) {
    const std::string word = option->get_name(true) + (takes_many(*option) ? "…" : "");
    line += option->get_required() ? " " + word : " [" + word + "]";
  }
  return options_of(verb, false).size() > 1 ? line + " [options]" : line;
}

std::string overview(const ::CLI::App& tree) {
  std::vector<Entry> entries;
  for (const ::CLI::App* verb : verbs_of(tree)) entries.push_back({verb->get_name(), verb->get_description()});
  return fmt::format("{}\n\n{}\n`sdgc help COMMAND` says more about one, with examples.", tree.get_description(),
                     table(entries));
}

std::string page_of(const ::CLI::App& verb) {
  std::string page = fmt::format("{}\n\n{}\n", usage_line(verb), verb.get_description());
  for (const bool positional : {true, false}) {
    const auto options = options_of(verb, positional);
    if (!options.empty()) page += "\n" + table(entries_of(options));
  }
  return page + "\n" + verb.get_footer();
}

std::vector<const ::CLI::App*> verbs_of(const ::CLI::App& tree) {
  return tree.get_subcommands([](const ::CLI::App* verb) { return !verb->get_group().empty(); });
}

const ::CLI::App* find_verb(const ::CLI::App& tree, std::string_view name) {
  const auto found = tree.get_subcommands([&](const ::CLI::App* verb) { return verb->get_name() == name; });
  return found.empty() ? nullptr : found.front();
}

}  // namespace sdg::cli
