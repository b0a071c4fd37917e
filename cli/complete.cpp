#include "cli/complete.h"

#include <CLI/App.hpp>
#include <algorithm>

#include "cli/files.h"
#include "cli/help.h"
#include "cli/standard_docs.h"
#include "compiler/diag/code.h"
#include "compiler/reference/entry.h"
#include "compiler/syntax/parse.h"

namespace sdg::cli {

namespace {

using Words = std::vector<std::string>;

constexpr const char* kPipelines = ":pipelines";
constexpr const char* kNameFiles = ":files";

/// Bash hands over `--format=json` as three words; `name=value` of `-p` stays one.
Words joined(const Words& words) {
  Words result;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool is_sign = words[i] == "=" && !result.empty() && result.back().starts_with("--");
    if (!is_sign)
      result.push_back(words[i]);
    else if (i + 1 == words.size())
      result.emplace_back();
  }
  return result;
}

const ::CLI::Option* option_named(const ::CLI::App& verb, const std::string& word) {
  for (const ::CLI::Option* option : verb.get_options())
    if (!option->get_positional() && option->check_name(word)) return option;
  return nullptr;
}

bool takes_value(const ::CLI::Option& option) { return option.get_items_expected_max() > 0; }

/// The words that stand without an option, of which the first is the pipeline.
Words operands(const ::CLI::App& verb, const Words& words) {
  Words result;
  for (std::size_t i = 1; i + 1 < words.size(); ++i) {
    if (!words[i].starts_with('-') || words[i] == "-") {
      result.push_back(words[i]);
      continue;
    }
    const ::CLI::Option* option = option_named(verb, words[i]);
    if (option && takes_value(*option)) ++i;
  }
  return result;
}

/// What a pipeline declares of one kind, as far as it can be read.
Words declared(const Words& operands, syntax::DeclKind kind, const std::string& behind) {
  Words names;
  for (const std::string& path : operands) {
    const auto text = path.ends_with(".sdg") ? read_file(path) : Result<std::string>(Failure{});
    if (!text) continue;
    source::SourceMap sources;
    diag::DiagSink diags;
    const auto file = syntax::parse(sources, sources.add(path, *text), diags);
    for (const syntax::Decl* decl : file.decls) {
      if (decl->kind != kind) continue;
      const std::string_view doc = decl->doc.substr(0, decl->doc.find('\n'));
      names.push_back(std::string(decl->name.text) + behind + (doc.empty() ? "" : "\t" + std::string(doc)));
    }
  }
  return names;
}

Words verb_names(const ::CLI::App& tree) {
  Words names;
  for (const ::CLI::App* verb : verbs_of(tree)) names.push_back(verb->get_name() + "\t" + verb->get_description());
  return names;
}

Words codes() {
  Words names;
  for (const diag::Code code : diag::all_codes())
    names.push_back(diag::code_text(code) + "\t" + std::string(diag::title(code)));
  return names;
}

Words reference_names() {
  Words names;
  for (const std::string_view name : reference::names()) {
    const reference::Entry& entry = *reference::find(name).front();
    names.push_back(std::string(name) + "\t" + std::string(entry.doc));
  }
  for (const std::string& name : standard_module_names()) names.push_back(name + "\ta module");
  return names;
}

/// `json|text`: the words themselves.
Words alternatives(const std::string& listed) {
  Words words;
  for (std::size_t begin = 0; begin <= listed.size();) {
    const std::size_t end = std::min(listed.find('|', begin), listed.size());
    words.push_back(listed.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

/// What can stand where the help says `what`.
Words candidates(const ::CLI::App& tree, const std::string& what, const Words& given) {
  if (what == "DATASET") return declared(given, syntax::DeclKind::Dataset, "");
  if (what == "NAME=VALUE") return declared(given, syntax::DeclKind::Param, "=");
  if (what == "COMMAND") return verb_names(tree);
  if (what == "CODE") return codes();
  if (what == "NAME") return reference_names();
  if (what == "PHASE") return {"ast", "sema", "plan"};
  if (what == "SHELL") return {"bash", "zsh", "fish"};
  if (what == "FOLDER") return {kNameFiles};
  const bool is_words = !what.empty() && std::islower(static_cast<unsigned char>(what[0]));
  return is_words ? alternatives(what) : Words{};
}

Words option_candidates(const ::CLI::App& verb) {
  Words names;
  for (const ::CLI::Option* option : verb.get_options())
    for (const std::string& name : option->get_lnames())
      names.push_back("--" + name + "\t" + option->get_description());
  return names;
}

Words operand_candidates(const ::CLI::App& tree, const ::CLI::App& verb, const Words& given) {
  std::vector<const ::CLI::Option*> places;
  for (const ::CLI::Option* option : verb.get_options())
    if (option->get_positional()) places.push_back(option);
  if (places.empty()) return {};
  const bool has_more = given.size() < places.size() || places.back()->get_items_expected_max() > 1;
  if (!has_more) return {};
  const std::string what = places[std::min(given.size(), places.size() - 1)]->get_name(true);
  if (what == "FILE") return {kPipelines};
  if (what != "FILE|PROMPT") return candidates(tree, what, given);
  Words both = declared(given, syntax::DeclKind::Prompt, "");
  both.emplace_back(kPipelines);
  return both;
}

Words all_candidates(const ::CLI::App& tree, const Words& words) {
  if (words.size() < 2) return verb_names(tree);
  const ::CLI::App* verb = find_verb(tree, words[0]);
  if (!verb) return {};
  const Words given = operands(*verb, words);
  const ::CLI::Option* option = option_named(*verb, words[words.size() - 2]);
  if (option && words.size() > 2 && takes_value(*option)) {
    const std::string what = option->get_type_name();
    return what == "FILE" ? Words{kNameFiles} : candidates(tree, what, given);
  }
  return words.back().starts_with('-') ? option_candidates(*verb) : operand_candidates(tree, *verb, given);
}

}  // namespace

std::vector<std::string> complete(const ::CLI::App& tree, std::vector<std::string> words) {
  words = joined(words);
  if (words.empty()) words.emplace_back();
  Words found = all_candidates(tree, words);
  std::erase_if(found, [&](const std::string& line) { return line[0] != ':' && !line.starts_with(words.back()); });
  return found;
}

}  // namespace sdg::cli
