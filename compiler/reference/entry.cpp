#include "compiler/reference/entry.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/plan/aggregate.h"
#include "compiler/plan/builtin.h"
#include "compiler/plan/file_format.h"
#include "compiler/plan/jinja.h"
#include "compiler/plan/provider_spec.h"
#include "grammar/keywords.h"

namespace sdg::reference {

namespace {

using plan::Support;

constexpr GroupSpec kGroups[] = {
#define SDG_GROUP(Name, file, one, title, intro) {Group::Name, file, one, title, intro},
#include "compiler/reference/groups.def"
#undef SDG_GROUP
};

/// `(a: int) -> int; (a: float) -> float` under a name, a form each.
std::vector<std::string> calls(std::string_view name, std::string_view signature) {
  std::vector<std::string> forms;
  while (!signature.empty()) {
    const auto end = std::min(signature.find("; "), signature.size());
    forms.push_back(std::string(name) + std::string(signature.substr(0, end)));
    signature.remove_prefix(std::min(signature.size(), end + 2));
  }
  return forms;
}

std::string_view section_of(grammar::KeywordCategory category) {
  using enum grammar::KeywordCategory;
  switch (category) {
    case Reserved: return "reserved";
    case Declaration: return "declaration";
    case DatasetLine: return "line of a dataset";
    case GeneratorLine: return "line of a generator";
    case TestLine: return "line of a test";
    case Clause: return "clause";
    case Template: return "template";
    case Type: return "type";
  }
  return {};
}

void add_keywords(std::vector<Entry>& entries, bool types) {
  for (const grammar::Keyword& keyword : grammar::kKeywords) {
    if ((keyword.category == grammar::KeywordCategory::Type) != types) continue;
    entries.push_back({types ? Group::Type : Group::Keyword,
                       keyword.word,
                       {},
                       keyword.doc,
                       keyword.example,
                       section_of(keyword.category)});
  }
}

Group group_of(plan::BuiltinKind kind) {
  switch (kind) {
    case plan::BuiltinKind::Operator: return Group::Operator;
    case plan::BuiltinKind::Function: return Group::Function;
    case plan::BuiltinKind::Sampler: return Group::Sampler;
    case plan::BuiltinKind::Special: return Group::Form;
  }
  return Group::Function;
}

/// `- (x: number) -> number`: the sign stands off from its operands.
std::string called(const plan::BuiltinSpec& builtin) {
  return std::string(builtin.name) + (builtin.kind == plan::BuiltinKind::Operator ? " " : "");
}

void add_builtins(std::vector<Entry>& entries) {
  for (const plan::BuiltinSpec& builtin : plan::all_builtins())
    entries.push_back({group_of(builtin.kind),
                       builtin.name,
                       calls(called(builtin), builtin.signature),
                       builtin.doc,
                       builtin.example,
                       {}});
  for (const plan::AggregateSpec& aggregate : plan::all_aggregates())
    entries.push_back({Group::Aggregate,
                       aggregate.name,
                       calls(aggregate.name, aggregate.signature),
                       aggregate.doc,
                       aggregate.example,
                       {}});
}

void add_models(std::vector<Entry>& entries) {
  for (const plan::ProviderSpec& provider : plan::providers()) {
    const auto form = fmt::format("base_url: {}", provider.default_base_url);
    std::vector<std::string> forms;
    if (!provider.default_base_url.empty()) forms.push_back(form);
    const bool later = provider.support == Support::Later;
    entries.push_back({Group::Provider, provider.name, std::move(forms), provider.doc, provider.example, {}, later});
  }
  for (const plan::ModelParamSpec& param : plan::model_params()) {
    const auto form = fmt::format("{}: {}", param.name, param.type);
    entries.push_back({Group::ModelParam, param.name, {form}, param.doc, param.example, {}});
  }
}

std::string reads_and_writes(const plan::FileFormat& format) {
  const auto words = [](std::string_view verb, Support support) {
    switch (support) {
      case Support::Now: return fmt::format("is {}", verb);
      case Support::Later: return fmt::format("is not {} yet", verb);
      case Support::Never: return fmt::format("is never {}", verb);
    }
    return std::string();
  };
  return fmt::format("{}, {}", words("read", format.reads), words("written", format.writes));
}

void add_formats(std::vector<Entry>& entries) {
  for (const plan::FileFormat& format : plan::file_formats()) {
    std::vector<std::string> forms{reads_and_writes(format)};
    if (!format.extensions.empty())
      forms.insert(forms.begin(), fmt::format("paths that end with: {}", format.extensions));
    const bool later = format.reads != Support::Now && format.writes != Support::Now;
    entries.push_back({Group::Format, format.name, std::move(forms), format.doc, format.example, {}, later});
  }
  const auto add = [&](Group group, std::span<const plan::FileOption> options) {
    for (const plan::FileOption& option : options) {
      const auto form = fmt::format("{}: {}", option.name, option.type);
      entries.push_back({group, option.name, {form}, option.doc, option.example, {}, option.support != Support::Now});
    }
  };
  add(Group::ReadOption, plan::all_file_options(plan::FileAccess::Read));
  add(Group::WriteOption, plan::all_file_options(plan::FileAccess::Write));
}

/// `x | default(default_value, boolean)`, and so for each of its names.
std::vector<std::string> jinja_forms(const plan::JinjaWord& word, std::string_view sign) {
  std::string arguments;
  for (const char c : word.arguments) arguments += c == ' ' ? ", " : std::string(1, c);
  if (arguments == "*") arguments = "…";
  std::vector<std::string> forms;
  for (std::string_view rest = word.names; !rest.empty();) {
    const auto end = std::min(rest.find(' '), rest.size());
    forms.push_back(
        fmt::format("x {} {}{}", sign, rest.substr(0, end), arguments.empty() ? "" : "(" + arguments + ")"));
    rest.remove_prefix(std::min(rest.size(), end + 1));
  }
  return forms;
}

void add_jinja(std::vector<Entry>& entries) {
  const auto add = [&](Group group, std::span<const plan::JinjaWord> words, std::string_view sign) {
    for (const plan::JinjaWord& word : words)
      entries.push_back(
          {group, word.names.substr(0, word.names.find(' ')), jinja_forms(word, sign), word.doc, word.example, {}});
  };
  add(Group::JinjaFilter, plan::jinja_filters(), "|");
  add(Group::JinjaTest, plan::jinja_tests(), "is");
}

std::vector<Entry> all_tables() {
  std::vector<Entry> entries;
  add_keywords(entries, false);
  add_keywords(entries, true);
  add_builtins(entries);
  add_models(entries);
  add_formats(entries);
  add_jinja(entries);
  std::ranges::stable_sort(entries, {}, &Entry::group);
  return entries;
}

}  // namespace

std::span<const GroupSpec> groups() { return kGroups; }
const GroupSpec& spec(Group group) { return kGroups[static_cast<std::size_t>(group)]; }

const std::vector<Entry>& entries() {
  static const std::vector<Entry> all = all_tables();
  return all;
}

std::vector<const Entry*> find(std::string_view name) {
  std::vector<const Entry*> found;
  for (const Entry& entry : entries())
    if (entry.name == name) found.push_back(&entry);
  return found;
}

std::vector<std::string_view> names() {
  std::vector<std::string_view> all;
  for (const Entry& entry : entries())
    if (std::ranges::find(all, entry.name) == all.end()) all.push_back(entry.name);
  return all;
}

}  // namespace sdg::reference
