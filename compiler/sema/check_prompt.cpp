#include <fmt/format.h>

#include <algorithm>

#include "compiler/plan/utf8.h"
#include "compiler/sema/checker.h"
#include "compiler/source/paths.h"

namespace sdg::sema {

using namespace syntax;
using diag::Code;
using plan::TypeKind;

namespace {

constexpr std::string_view kRegistry = "aigw";
// Behind a name of a computed include.
constexpr std::string_view kDomainRemedy = "list its values at the prompt: `domain = {{{}: [\"a\", \"b\"]}}`";
// What a prompt says to a person or a model that looks at it: more is no prompt.
constexpr std::size_t kLongestText = std::size_t{1} << 20;

const CallExpr* registry_call(const Expr& value) {
  const auto* call = value.try_as<CallExpr>();
  const auto* name = call ? call->callee->try_as<NameExpr>() : nullptr;
  return name && name->name.text == kRegistry ? call : nullptr;
}

}  // namespace

std::optional<std::vector<std::string>> Checker::PromptSite::values_of(std::string_view variable) const {
  const auto known = std::ranges::find(domain, variable, [](const auto& entry) { return entry.first.text; });
  return known == domain.end() ? std::nullopt : std::optional(known->second);
}

/// `prompt p = aigw("dir", "id", "^1.0.0", family = "base", domain = {…})`
void Checker::check_prompt(PromptInfo& info) {
  place_ = place_in(*info.decl);
  PromptSite site;
  if (read_prompt_site(info, site) && choose_version(info, site)) read_definition(info, site);
}

bool Checker::read_prompt_site(PromptInfo& info, PromptSite& site) {
  const CallExpr* call = registry_call(*info.decl->value);
  if (!call) {
    report_prompt_form(info);
    return false;
  }
  site.span = call->span;
  if (refuse_twice(call->args)) return false;
  std::size_t place = 0;
  for (const Arg& arg : call->args) {
    if (!read_prompt_arg(site, arg, arg.name.text.empty() ? place++ : 0)) return false;
  }
  if (!site.registry || !site.id) {
    auto& diagnostic =
        error(Code::PromptForm, call->span,
              site.registry ? "`aigw` lacks the id of a prompt" : "`aigw` lacks the folder of a registry");
    diagnostic.hints.push_back({"write `aigw(\"prompts\", \"chat/explain_code\", \"^1.0.0\")`", {}});
    return false;
  }
  const std::string_view folder = site.registry->plain_text();
  info.wanted.folder = source::normal_path(source::path_beside(surroundings_.sources[call->span.file].path(), folder));
  const std::string pipeline = source::folder_of(module_.scopes[kMainScope].path);
  info.wanted.registry =
      folder.starts_with('/') ? info.wanted.folder : source::path_seen_from(pipeline, info.wanted.folder);
  info.wanted.id = site.id->plain_text();
  if (site.family) info.wanted.family = site.family->plain_text();
  if (site.constraint) info.wanted.constraint = site.constraint->plain_text();
  return true;
}

/// Folder, id and constraint by place, the rest by name; all of them plain texts.
bool Checker::read_prompt_arg(PromptSite& site, const Arg& arg, std::size_t place) {
  const StringExpr** const places[] = {&site.registry, &site.id, &site.constraint};
  if (arg.name.text == "domain") return read_domain(*arg.value, site);
  const StringExpr** part = nullptr;
  if (arg.name.text == "family") {
    part = &site.family;
  } else if (!arg.name.text.empty()) {
    auto& diagnostic =
        error(Code::UnknownArgument, arg.name.span, fmt::format("`aigw` has no parameter `{}`", arg.name.text));
    constexpr std::string_view kNames[] = {"family", "domain"};
    suggest(diagnostic, arg.name, kNames);
    return false;
  } else if (place < std::size(places)) {
    part = places[place];
  } else {
    error(Code::TooManyArguments, arg.value->span, "`aigw` takes a folder, an id and a constraint",
          "`family` and `domain` are given by name");
    return false;
  }
  *part = plain_part(*arg.value);
  return *part != nullptr;
}

const StringExpr* Checker::plain_part(const Expr& value) {
  const auto* text = value.try_as<StringExpr>();
  if (text && text->is_plain()) return text;
  if (value.kind != ExprKind::Error)
    error(Code::NotConstant, value.span, "this must be a plain text",
          "which prompt it is must be known before the run");
  return nullptr;
}

/// `domain = {kind: ["a", "b"]}`
bool Checker::read_domain(const Expr& value, PromptSite& site) {
  const auto refuse = [&](source::Span span) {
    auto& diagnostic = error(Code::NotConstant, span, "a domain lists the values of variables as plain texts");
    diagnostic.hints.push_back({"write `domain = {kind: [\"a\", \"b\"]}`", {}});
    return false;
  };
  const auto* record = value.try_as<RecordExpr>();
  if (!record) return value.kind != ExprKind::Error && refuse(value.span);
  for (const Entry& entry : record->entries) {
    const auto* list = entry.value->try_as<ListExpr>();
    if (!list || entry.spread || list->items.empty()) return refuse(entry.value->span);
    std::vector<std::string> texts;
    for (const Item& item : list->items) {
      const auto* text = item.value->try_as<StringExpr>();
      if (!text || !text->is_plain() || item.spread) return refuse(item.value->span);
      texts.emplace_back(text->plain_text());
    }
    site.domain.emplace_back(entry.key, std::move(texts));
  }
  return true;
}

/// What the lock says, or else the highest version that the constraint allows.
bool Checker::choose_version(PromptInfo& info, const PromptSite& site) {
  const auto constraint = prompt::Constraint::parse(info.wanted.constraint);
  if (!constraint) {
    auto& diagnostic =
        error(Code::PromptVersion, site.constraint ? site.constraint->span : site.span, constraint.failure().message);
    diagnostic.hints.push_back(
        {"write `^1.2.0` for what is compatible, `~1.2.0` for its patches, `1.2.0` for itself", {}});
    return false;
  }
  const auto versions = prompt::versions_of(info.wanted, surroundings_.loader);
  if (!versions) {
    report_missing_prompt(info, site, versions.failure());
    return false;
  }
  info.version = surroundings_.lock.find(info.wanted);
  if (info.version && !constraint->allows(*info.version)) {
    report_lock(info, site, *info.version, fmt::format("which `{}` does not allow", info.wanted.constraint));
    return false;
  }
  if (info.version && std::ranges::find(*versions, *info.version) == versions->end()) {
    report_lock(info, site, *info.version, "which the registry does not have");
    return false;
  }
  if (!info.version) info.version = prompt::choose(*constraint, *versions);
  if (!info.version) report_no_version(info, site, *versions);
  return info.version.has_value();
}

void Checker::read_definition(PromptInfo& info, const PromptSite& site) {
  const std::string path = prompt::path_of(info.wanted, *info.version);
  auto text = surroundings_.loader.load(path);
  if (!text) {
    error(Code::PromptDefinition, site.id->span, "the definition of this prompt cannot be read",
          text.failure().message);
    return;
  }
  auto definition = prompt::read_definition(*text);
  if (!definition) {
    // A place in what is no text is none.
    const bool has_places = plan::is_valid_utf8(*text);
    const source::FileId file = surroundings_.sources.add(path, has_places ? *std::move(text) : std::string());
    return report_definition(info, file, definition.failure());
  }
  info.params = std::move(definition->params);
  const std::size_t told = diags_.all().size();
  take_messages(info, site, definition->messages, path);
  // What a template that is not understood takes is not known.
  if (diags_.all().size() != told) return;
  take_inputs(info, site);
  read_text(info, site);
}

void Checker::take_messages(PromptInfo& info, const PromptSite& site, std::span<const prompt::Message> messages,
                            const std::string& path) {
  const jinja::Domain domain = [&](std::string_view name) { return site.values_of(name); };
  for (const prompt::Message& message : messages) {
    if (message.role == prompt::kPlaceholder) {
      info.turns.push_back({message.role, {}, {message.text}});
      continue;
    }
    const auto begins = message.text_begins;
    const source::FileId file =
        begins ? surroundings_.sources.add(path, message.text, {begins->line, begins->column - 1})
               : surroundings_.sources.add(fmt::format("{} ({})", path, message.role), message.text);
    const plan::JinjaTemplateId id = library_.add(file, domain, {info.wanted.folder, kDomainRemedy});
    std::vector<std::string> names;
    for (const jinja::Variable& variable : jinja::variables_of(library_.templates(), id))
      names.push_back(variable.name);
    info.turns.push_back({message.role, id, std::move(names)});
  }
}

/// `p.Inputs`: what the messages take from outside. One whose domain is declared is one of those values.
void Checker::take_inputs(PromptInfo& info, const PromptSite& site) {
  std::vector<plan::JinjaTemplateId> all;
  for (const PromptTurn& turn : info.turns) {
    if (turn.jinja) all.push_back(*turn.jinja);
  }
  std::vector<plan::Field> fields;
  for (const jinja::Variable& variable : jinja::variables_of(library_.templates(), all)) {
    TypeId type = jinja::implied_type(variable.use, module_.types);
    if (const auto values = site.values_of(variable.name)) {
      std::vector<plan::Value> literals;
      for (const std::string& text : *values) literals.push_back(plan::Value::string(text));
      type = module_.types.literal_of(std::move(literals));
    }
    fields.push_back({variable.name, type, {}, {}});
  }
  for (const PromptTurn& turn : info.turns) {
    if (turn.jinja || std::ranges::find(fields, turn.variables[0], &plan::Field::name) != fields.end()) continue;
    const TypeId messages = module_.types.list_of(*predefined_type("Message"));
    fields.push_back({turn.variables[0], messages, {}, plan::Value::list({})});
  }
  for (const auto& [name, values] : site.domain) {
    if (std::ranges::find(fields, name.text, &plan::Field::name) != fields.end()) continue;
    auto& diagnostic =
        error(Code::UnknownArgument, name.span, fmt::format("the prompt has no variable `{}`", name.text));
    std::vector<std::string_view> names;
    for (const plan::Field& field : fields) names.push_back(field.name);
    suggest(diagnostic, name, names);
  }
  info.inputs = module_.types.record_of(std::move(fields), std::string(info.decl->name.text) + ".Inputs");
}

/// `p.text`: the messages, each under its role.
void Checker::read_text(PromptInfo& info, const PromptSite& site) {
  for (const PromptTurn& turn : info.turns) {
    const auto text = turn.jinja
                          ? library_.resolved_text(*turn.jinja, kLongestText - std::min(kLongestText, info.text.size()))
                          : std::optional("{{ " + turn.variables[0] + " }}");
    if (!text) {
      error(Code::PromptDefinition, site.id->span, "with all that it includes, this prompt is too long",
            "more than 1 MB");
      return;
    }
    info.text += fmt::format("{}[{}]\n{}", info.text.empty() ? "" : "\n\n", turn.role, *text);
  }
}

}  // namespace sdg::sema
