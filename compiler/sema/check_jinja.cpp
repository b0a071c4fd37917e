#include <fmt/format.h>

#include <algorithm>

#include "compiler/plan/jinja_methods.h"
#include "compiler/plan/utf8.h"
#include "compiler/sema/checker.h"
#include "compiler/sema/narrowing.h"
#include "compiler/source/paths.h"
#include "compiler/syntax/parse.h"

namespace sdg::sema {

using namespace syntax;
using diag::Code;
using plan::TypeKind;

namespace {

const Arg* argument_named(std::span<const Arg> args, std::string_view name) {
  const auto found = std::ranges::find(args, name, [](const Arg& arg) { return arg.name.text; });
  return found == args.end() ? nullptr : &*found;
}

/// What a hint puts in the place of a null of this type; empty where nothing comes to mind.
std::string_view written_stand_in(const plan::TypeTable& types, plan::TypeId type) {
  const TypeKind kind = types[type].kind;
  if (kind == TypeKind::Int || kind == TypeKind::Float) return "0";
  if (kind == TypeKind::Bool) return "false";
  if (kind == TypeKind::List) return "[]";
  return is_text(types, type) ? "\"\"" : "";
}

bool is_value(SymbolKind kind) {
  return kind == SymbolKind::Param || kind == SymbolKind::Local || kind == SymbolKind::Column ||
         kind == SymbolKind::Input || kind == SymbolKind::Each;
}

}  // namespace

/// The plain text that a call begins with; null where something else stands there, which is told.
const StringExpr* Checker::path_argument(const CallSite& site, std::string_view what) {
  const auto* path =
      site.args.empty() || !site.args[0].name.text.empty() ? nullptr : site.args[0].value->try_as<StringExpr>();
  if (path && path->is_plain()) return path;
  if (site.args.empty()) {
    error(Code::MissingArgument, site.expr.span, fmt::format("`{}` takes the path of a file", what));
  } else {
    check(*site.args[0].value);
    error(Code::NotConstant, site.args[0].value->span, "the path of a file must be a plain text",
          "what is read is known before the run");
  }
  return nullptr;
}

/// `file("x.txt")`: the text of a file, verbatim.
TypeId Checker::call_file(const CallSite& site) {
  const StringExpr* path = path_argument(site, "file");
  if (!path) return error_type();
  if (site.args.size() > 1) {
    error(Code::TooManyArguments, site.args[1].value->span, "`file` takes one argument");
    return error_type();
  }
  const std::string found = source::path_beside(surroundings_.sources[site.expr.span.file].path(), path->plain_text());
  auto text = surroundings_.loader.load(found);
  if (!text) {
    auto& diagnostic = error(Code::TemplateFile, path->span, "this file cannot be read", text.failure().message);
    diagnostic.notes.push_back("the path starts at the folder of the file that it stands in");
    return error_type();
  }
  if (!plan::is_valid_utf8(*text)) {
    error(Code::TemplateFile, path->span, "this file cannot be read", "it is not UTF-8 text");
    return error_type();
  }
  module_.file_texts[site.expr.id] = *std::move(text);
  return plain(TypeKind::String);
}

/// `template("x.jinja", q = question)`: what is not given by name is taken from here.
TypeId Checker::call_template(const CallSite& site) {
  for (const Arg& arg : site.args) {
    if (!arg.name.text.empty()) check(*arg.value);
  }
  const StringExpr* path = path_argument(site, "template");
  if (!path) return error_type();
  const jinja::Domain domain = [&](std::string_view name) { return possible_texts(site, name); };
  const std::string found = source::path_beside(surroundings_.sources[site.expr.span.file].path(), path->plain_text());
  const auto which = library_.load(found, path->span, domain);
  if (!which) return error_type();
  bind_template(site, *which);
  return plain(TypeKind::String);
}

/// The values that a variable can have by its type: those of a union of literals.
std::optional<std::vector<std::string>> Checker::possible_texts(const CallSite& site, std::string_view name) {
  const Arg* arg = argument_named(site.args, name);
  const Symbol symbol = arg ? Symbol{} : look_up(name);
  if (!arg && !is_value(symbol.kind)) return std::nullopt;
  const plan::Type& known = type(arg ? module_.type_of(*arg->value) : type_of_symbol(symbol, {name, site.expr.span}));
  if (known.kind != TypeKind::Literal) return std::nullopt;
  std::vector<std::string> texts;
  for (const plan::Value& literal : known.literals) texts.push_back(plan::to_text(literal));
  return texts;
}

void Checker::bind_template(const CallSite& site, plan::JinjaTemplateId which) {
  TemplateCall call;
  call.which = which;
  const std::vector<jinja::Variable> variables = jinja::variables_of(library_.templates(), which);
  for (const jinja::Variable& variable : variables) {
    if (const Arg* arg = argument_named(site.args, variable.name)) {
      check_use(variable.use, module_.type_of(*arg->value), {variable.name, arg->value->span, site.expr.span});
      call.variables.push_back({variable.name, arg->value, {}, variable.use.first});
    } else {
      take_from_scope(site, variable, call);
    }
  }
  report_unused_arguments(site, variables);
  module_.template_calls[site.expr.id] = std::move(call);
}

void Checker::take_from_scope(const CallSite& site, const jinja::Variable& variable, TemplateCall& call) {
  const Symbol symbol = look_up(variable.name);
  if (symbol.kind == SymbolKind::Error) return;
  if (!is_value(symbol.kind)) {
    if (variable.use.is_required) report_unknown_variable(site, variable, call.which);
    return;
  }
  TypeId have = type_of_symbol(symbol, {variable.name, site.expr.span});
  if (std::ranges::find(place_.not_null, path_of(symbol)) != place_.not_null.end()) have = module_.types.required(have);
  check_use(variable.use, have, {variable.name, std::nullopt, site.expr.span});
  call.variables.push_back({variable.name, nullptr, symbol, variable.use.first});
}

void Checker::report_unknown_variable(const CallSite& site, const jinja::Variable& variable,
                                      plan::JinjaTemplateId which) {
  auto& diagnostic =
      error(Code::TemplateVariable, variable.use.first, fmt::format("nobody gives the variable `{}`", variable.name),
            "no argument, column, parameter or source row has this name");
  diagnostic.others.push_back({site.expr.span, "rendered here"});
  auto names = values_in_scope();
  for (const Arg& arg : site.args) names.push_back(arg.name.text);
  // What is given to another variable is not what this one was to be called.
  for (const jinja::Variable& other : jinja::variables_of(library_.templates(), which)) std::erase(names, other.name);
  suggest(diagnostic, {variable.name, variable.use.first}, names);
  if (variable.name == "loop") diagnostic.hints.push_back(loop_hint());
  if (!diagnostic.hints.empty()) return;
  diagnostic.hints.push_back({fmt::format("give it: `{} = …`", variable.name), {}});
}

void Checker::report_unused_arguments(const CallSite& site, const std::vector<jinja::Variable>& variables) {
  for (std::size_t i = 1; i < site.args.size(); ++i) {
    const Arg& arg = site.args[i];
    if (arg.name.text.empty()) {
      error(Code::TooManyArguments, arg.value->span, "a variable of a template is given by its name");
      continue;
    }
    if (std::ranges::find(variables, arg.name.text, &jinja::Variable::name) != variables.end()) continue;
    auto& diagnostic =
        error(Code::UnknownArgument, arg.name.span, fmt::format("the template has no variable `{}`", arg.name.text));
    std::vector<std::string_view> names;
    for (const jinja::Variable& variable : variables) names.push_back(variable.name);
    suggest(diagnostic, arg.name, names);
  }
}

/// Whether a value can be used as the template uses it, to the leaf.
void Checker::check_use(const jinja::Use& use, TypeId have, const UseSite& at) {
  const plan::Type& given = type(have);
  if (use.drawn) return report_draw(*use.drawn, at);
  if (given.kind == TypeKind::Error || given.kind == TypeKind::Json) return;
  if (given.kind == TypeKind::Optional || given.kind == TypeKind::Null) {
    if (use.needs_value) return report_use(use, have, at, "the template needs a value");
    if (given.kind == TypeKind::Optional) check_use(use, given.element, at);
    return;
  }
  const bool shows_secret = holds_secret(have) && (use.is_open || use.fields.empty());
  const bool is_hidden =
      shows_secret || given.kind == TypeKind::Bytes || given.kind == TypeKind::Image || given.kind == TypeKind::Regex;
  if (is_hidden) return report_use(use, have, at, "this cannot be printed");
  if (report_unknown_method(use, have, at) || use.is_open) return;
  if (use.element) {
    // A text has characters at its places.
    if (is_text(module_.types, have) && !use.element->is_gone_through) return;
    if (given.kind != TypeKind::List) return report_use(*use.element, have, at, "the template goes through a list");
    return check_use(*use.element, given.element, at);
  }
  if (use.is_number && !is_numeric(module_.types, have))
    return report_use(use, have, at, "the template calculates with it");
  if (use.fields.empty()) return;
  if (given.kind != TypeKind::Record)
    return report_use(*use.fields[0].second, have, at, "the template reads its fields");
  for (const auto& [name, field] : use.fields) {
    const plan::Field* known = module_.types.find_field(have, name);
    if (known) {
      const TypeId inner = known->type;
      check_use(*field, inner, {at.name + "." + name, at.given, at.call});
    } else if (field->is_required) {
      report_use(*field, have, at, fmt::format("it has no field `{}`", name));
    }
  }
}

namespace {

/// What can be called on a value of this type in a template; nothing where that is not known.
std::optional<std::span<const std::string_view>> methods_of(const plan::TypeTable& types, TypeId type) {
  const TypeKind kind = types[type].kind;
  if (is_text(types, type)) return plan::kJinjaTextMethods;
  if (kind == TypeKind::Record) return plan::kJinjaDictMethods;
  if (kind == TypeKind::List) return plan::kJinjaListMethods;
  if (kind == TypeKind::Bool || is_numeric(types, type)) return std::span<const std::string_view>();
  return std::nullopt;
}

}  // namespace

/// `names | random` in the template: a row would be another each time that it is made.
void Checker::report_draw(source::Span drawn, const UseSite& at) {
  auto& diagnostic = error(Code::JinjaUnsupported, drawn, "`random` would draw anew each time");
  diagnostic.others.push_back(at.origin());
  diagnostic.hints.push_back({"draw in a column and hand that over: `chosen = pick(xs)`", {}});
}

/// `name.uper()` in the template.
bool Checker::report_unknown_method(const jinja::Use& use, TypeId have, const UseSite& at) {
  const auto known = methods_of(module_.types, have);
  if (!known) return false;
  const auto is_unknown = [&](const jinja::MethodUse& method) { return !plan::is_one_of(method.name, *known); };
  const auto unknown = std::ranges::find_if(use.methods, is_unknown);
  if (unknown == use.methods.end()) return false;
  auto& diagnostic =
      error(Code::TemplateValue, unknown->span,
            fmt::format("`{}` is `{}` here, which has no method `{}`", at.name, show(have), unknown->name));
  diagnostic.others.push_back(at.origin());
  suggest(diagnostic, {unknown->name, unknown->span}, *known);
  return true;
}

/// At the argument, or where nothing was given at the use in the template; the other one beside it.
void Checker::report_use(const jinja::Use& use, TypeId have, const UseSite& at, std::string_view why) {
  auto& diagnostic = error(Code::TemplateValue, at.given.value_or(use.first),
                           fmt::format("`{}` is `{}` here: {}", at.name, show(have), why));
  diagnostic.others.push_back(at.given ? diag::Label{use.first, "used here"} : diag::Label{at.call, "rendered here"});
  if (!module_.types.is_optional(have)) return;
  const bool is_field = at.name.find('.') != std::string::npos;
  const std::string_view stand_in = is_field ? "" : written_stand_in(module_.types, module_.types.required(have));
  if (!stand_in.empty() && at.given) {
    const std::string written(surroundings_.sources.text(*at.given));
    diagnostic.hints.push_back({"say what stands for null", {{*at.given, fmt::format("{} ?? {}", written, stand_in)}}});
  } else if (!stand_in.empty()) {
    diagnostic.hints.push_back(
        {fmt::format("give it with a default: `{} = {} ?? {}`", at.name, at.name, stand_in), {}});
  }
  diagnostic.hints.push_back(
      {is_field ? fmt::format("or ask in the template: `{{% if {} is not none %}}`", at.name)
                : fmt::format("or ask in the template, where null is not defined: `{{% if {} is defined %}}`", at.name),
       {}});
}

/// `{% include "file" %}` in a string: a text in the same dialect, with the names of this place.
void Checker::check_include(const Piece& piece) {
  const std::string path =
      source::normal_path(source::path_beside(surroundings_.sources[piece.span.file].path(), piece.text));
  const auto open = std::ranges::find(open_includes_, path);
  if (open != open_includes_.end()) {
    std::string way;
    for (auto step = open; step != open_includes_.end(); ++step) way += fmt::format("`{}` → ", *step);
    error(Code::IncludeCycle, piece.span, "files include each other in a circle", way + fmt::format("`{}`", path));
    return;
  }
  if (open_includes_.size() >= kMaxIncludeDepth || module_.included_files.size() >= kMaxIncludes) {
    if (!includes_told_)
      error(Code::TooDeep, piece.span, "too many texts are included",
            fmt::format("more than {}, or {} inside each other", kMaxIncludes, kMaxIncludeDepth));
    includes_told_ = true;
    return;
  }
  const StringExpr* text = included_text(path, piece);
  if (!text) return;
  module_.included[&piece] = text;
  open_includes_.push_back(path);
  check_pieces(text->pieces);
  open_includes_.pop_back();
}

/// A file as the inside of a string. Parsed anew wherever it is included: its names may mean other things there.
const StringExpr* Checker::included_text(const std::string& path, const Piece& piece) {
  auto text = surroundings_.loader.load(path);
  if (!text) {
    auto& diagnostic =
        error(Code::TemplateFile, piece.span, fmt::format("there is no file `{}`", piece.text), text.failure().message);
    diagnostic.notes.push_back(
        fmt::format("looked in `{}`", source::folder_of(surroundings_.sources[piece.span.file].path())));
    return nullptr;
  }
  const source::FileId id = surroundings_.sources.add(path, *std::move(text));
  const auto first = static_cast<ExprId>(module_.expr_types.size());
  const File& file =
      module_.included_files.emplace_back(syntax::parse_template(surroundings_.sources, id, diags_, first));
  module_.expr_types.resize(first + file.exprs.size(), error_type());
  module_.symbols.resize(first + file.exprs.size());
  return file.exprs.empty() ? nullptr : file.exprs.back()->try_as<StringExpr>();
}

}  // namespace sdg::sema
