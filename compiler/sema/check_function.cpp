#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "compiler/sema/checker.h"
#include "compiler/sema/turns.h"

namespace sdg::sema {

using namespace syntax;
using diag::Code;
using plan::TypeKind;

namespace {

std::span<const ParamOfFunction> params_of(const Decl& decl) {
  if (decl.kind == DeclKind::Function) return decl.as<FunctionDecl>().params;
  if (decl.kind == DeclKind::Sampler) return decl.as<SamplerDecl>().params;
  return decl.as<GeneratorDecl>().params;
}

const TypeExpr* result_of(const Decl& decl) {
  if (decl.kind == DeclKind::Function) return decl.as<FunctionDecl>().result;
  if (decl.kind == DeclKind::Sampler) return decl.as<SamplerDecl>().result;
  return decl.as<GeneratorDecl>().result;
}

const Expr* body_of(const Decl& decl) {
  if (decl.kind == DeclKind::Function) return decl.as<FunctionDecl>().body;
  if (decl.kind == DeclKind::Sampler) return decl.as<SamplerDecl>().body;
  return decl.as<GeneratorDecl>().body;
}

const GeneratorLine* find_line(const GeneratorDecl& decl, GeneratorLineKind kind) {
  const auto found = std::ranges::find(decl.lines, kind, &GeneratorLine::kind);
  return found == decl.lines.end() ? nullptr : &*found;
}

}  // namespace

/// What callers need to know before any body is looked at.
void Checker::bind_params(FunctionInfo& function) {
  const Decl& decl = *function.decl;
  function.body = body_of(decl);
  if (decl.kind == DeclKind::Generator && !function.body) function.block = &decl.as<GeneratorDecl>();
  const auto* call = function.body ? function.body->try_as<CallExpr>() : nullptr;
  const auto* callee = call ? call->callee->try_as<NameExpr>() : nullptr;
  if (callee && callee->name.text == kExternal) function.external = call;
  place_ = place_in(decl);
  for (const ParamOfFunction& param : params_of(decl)) {
    const TypeId param_type = param.type ? resolve(param.type) : error_type();
    if (std::ranges::find(function.params, param.name.text, &FunctionParam::name) != function.params.end()) {
      error(Code::DuplicateName, param.name.span, fmt::format("the parameter `{}` is declared twice", param.name.text));
    }
    if (declared(param.name.text).kind == SymbolKind::Param) {
      error(Code::HidesParam, param.name.span,
            fmt::format("this hides the parameter `{}` of the file", param.name.text));
    }
    function.params.push_back(
        {param.name.text, param_type, param.default_value, bind({}, param_type, param.name.span)});
  }
  if (const TypeExpr* result = result_of(decl)) {
    function.result = resolve(result);
  } else if (function.block) {
    function.result = plain(TypeKind::String);
  }
}

void Checker::check_function(std::uint32_t index) {
  if (function_progress_[index] == Progress::Done) return;
  const Decl& decl = *module_.functions[index].decl;
  if (function_progress_[index] == Progress::Running) {
    error(Code::Recursion, decl.name.span, fmt::format("`{}` calls itself", decl.name.text),
          "functions are named expressions: each use is put in its place")
        .hints.push_back(
            {"what is done again and again is `iterate(n, start, next, until = c)`, with `it` in `next`", {}});
    return;
  }
  const Expr* const body = module_.functions[index].body;
  constexpr std::uint32_t kHeightOfBlock = 10;
  const std::uint32_t height = body ? body->height : kHeightOfBlock;
  if (!may_follow(decl.name.span, height)) {
    function_progress_[index] = Progress::Done;
    return;
  }
  const CountMark chain(chain_, height);
  const ListMark reading(reading_);
  reading_.push_back(&decl);
  function_progress_[index] = Progress::Running;
  Place outside = std::exchange(place_, place_in(decl));
  for (const FunctionParam& param : module_.functions[index].params) {
    if (param.default_value) check_as(*param.default_value, param.type);
    place_.locals.emplace_back(param.name, param.local);
  }
  if (module_.functions[index].external) {
    check_external(module_.functions[index]);
  } else if (module_.functions[index].block) {
    check_generator_block(module_.functions[index]);
  } else if (body) {
    const bool is_typed = result_of(decl) != nullptr;
    const TypeId result = is_typed ? check_as(*body, module_.functions[index].result) : check(*body);
    if (!is_typed) module_.functions[index].result = result;
  }
  module_.functions[index].effects = place_.effects;
  module_.functions[index].calls = place_.calls;
  check_purity(module_.functions[index]);
  place_ = std::move(outside);
  function_progress_[index] = Progress::Done;
}

/// A function draws and asks nothing, a sampler asks nothing: the word says so to whoever reads a call.
void Checker::check_purity(const FunctionInfo& function) {
  if (function.kind == FunctionKind::Generator) return;
  const bool is_wrong = function.effects.asks || (function.kind == FunctionKind::Function && function.effects.draws);
  if (!is_wrong) return;
  const std::string_view does = function.effects.asks ? "asks a model" : "draws";
  const std::string_view right = function.effects.asks ? "generator" : "sampler";
  const std::string_view word = function.kind == FunctionKind::Function ? "function" : "sampler";
  const source::Span start{function.decl->span.file, function.decl->span.begin,
                           function.decl->span.begin + static_cast<std::uint32_t>(word.size())};
  auto& diagnostic = error(Code::FunctionDraws, function.decl->name.span,
                           fmt::format("the {} `{}` {}", word, function.decl->name.text, does));
  diagnostic.hints.push_back({fmt::format("it is a `{}`", right), {{start, std::string(right)}}});
}

namespace {

/// `model = ask` and `user = "…"`: without their `=` they are lines of a generator. `user` is a setting of providers
/// too.
bool is_line_as_setting(const GeneratorDecl& decl, const GeneratorLine& line) {
  if (line.kind != GeneratorLineKind::Setting || line.name.quoted) return false;
  const bool has_turn = find_line(decl, GeneratorLineKind::User) || find_line(decl, GeneratorLineKind::Messages);
  return line.name.text == "model" || (!has_turn && is_turn(line.name.text));
}

}  // namespace

/// Turns stand in the order written, as often as one likes; anything else settles something for the whole call.
void Checker::refuse_twice_written(const GeneratorDecl& decl) {
  std::vector<const GeneratorLine*> seen;
  for (const GeneratorLine& line : decl.lines) {
    if (line.kind == GeneratorLineKind::Error || is_turn(line.name.text)) continue;
    const auto first = std::ranges::find_if(seen, [&](const GeneratorLine* other) {
      return other->kind == line.kind && other->name.text == line.name.text;
    });
    if (first == seen.end()) {
      seen.push_back(&line);
      continue;
    }
    auto& diagnostic =
        error(Code::LineTwice, line.name.span, fmt::format("`{}` may stand once in a generator", line.name.text));
    diagnostic.others.push_back({(*first)->name.span, "first here"});
  }
}

/// All such lines of a generator are one mistake.
bool Checker::report_line_as_setting(const GeneratorDecl& decl) {
  diag::Hint hint{"leave out the `=`", {}};
  const GeneratorLine* first = nullptr;
  for (const GeneratorLine& line : decl.lines) {
    if (!is_line_as_setting(decl, line)) continue;
    if (!first) first = &line;
    hint.edits.push_back({{line.name.span.file, line.name.span.end, line.value->span.begin}, " "});
  }
  if (!first) return false;
  error(Code::UnknownLine, first->name.span, fmt::format("`{}` is a line of its own, without `=`", first->name.text))
      .hints.push_back(std::move(hint));
  return true;
}

void Checker::check_generator_block(FunctionInfo& function) {
  const GeneratorDecl& decl = *function.block;
  place_.effects.asks = true;
  const auto is_turn = [](const GeneratorLine& line) {
    return line.kind == GeneratorLineKind::System || line.kind == GeneratorLineKind::User ||
           line.kind == GeneratorLineKind::Assistant || line.kind == GeneratorLineKind::Messages;
  };
  refuse_twice_written(decl);
  bool names_model = find_line(decl, GeneratorLineKind::Model) != nullptr;
  for (const GeneratorLine& line : decl.lines) {
    switch (line.kind) {
      case GeneratorLineKind::Error: break;
      case GeneratorLineKind::Model: check_generator_model(function, *line.value); break;
      case GeneratorLineKind::System:
      case GeneratorLineKind::User:
      case GeneratorLineKind::Assistant: check_turn(*line.value); break;
      case GeneratorLineKind::Messages:
        check_as(*line.value, module_.types.list_of(*predefined_type("Message")));
        break;
      case GeneratorLineKind::Reply: check_reply_format(function, *line.value); break;
      case GeneratorLineKind::Attempts:
        check_as(*line.value, plain(TypeKind::Int));
        check_amount(line.name, *line.value);
        break;
      case GeneratorLineKind::Setting:
        if (!is_line_as_setting(decl, line)) {
          check(*line.value);
          warn_of_param_name(line.name);
        } else if (line.name.text == "model") {
          names_model = true;
          check_generator_model(function, *line.value);
        }
        break;
    }
  }
  // What its parts leave open is asked of its own model; without one, its user says which.
  place_.effects.wants_model = !names_model;
  if (std::ranges::none_of(decl.lines, is_turn) && !report_line_as_setting(decl) &&
      std::ranges::find(decl.lines, GeneratorLineKind::Error, &GeneratorLine::kind) == decl.lines.end()) {
    auto& diagnostic = error(Code::GeneratorWithoutTurn, decl.name.span,
                             fmt::format("the generator `{}` sends nothing", decl.name.text));
    diagnostic.hints.push_back({"add a line `user \"…\"`", {}});
  }
}

void Checker::check_generator_model(FunctionInfo& function, const Expr& value) {
  const Symbol model = model_named(value);
  if (model.kind == SymbolKind::Model) function.model = model.index;
}

/// `reply sections("[Call]", "[Summary]")`: a known form, and plain texts to tell the parts by.
void Checker::check_reply_format(const FunctionInfo& function, const Expr& value) {
  const auto* call = value.try_as<CallExpr>();
  const auto* name = call ? call->callee->try_as<NameExpr>() : value.try_as<NameExpr>();
  constexpr std::string_view kForms[] = {"text", "json", "sections", "code", "tags", "regex"};
  if (value.kind == ExprKind::Error) return;
  if (!name || std::ranges::find(kForms, name->name.text) == std::end(kForms)) {
    auto& diagnostic = error(Code::BadReplyFormat, value.span, "a reply cannot be read in this way");
    if (name) suggest(diagnostic, name->name, std::vector<std::string_view>(std::begin(kForms), std::end(kForms)));
    diagnostic.notes.push_back("it can be read as text, json, sections(…), code(…), tags(…), regex(/…/)");
    return;
  }
  const auto args = call ? call->args : std::span<const Arg>();
  for (const Arg& arg : args) {
    const auto* text = arg.value->try_as<StringExpr>();
    if (arg.value->kind == ExprKind::Regex || (text && text->is_plain())) continue;
    error(Code::BadReplyFormat, arg.value->span, "a mark in a reply is a plain text");
    return;
  }
  if (name->name.text == "sections") check_parts(function, value, args.size(), "section");
  if (name->name.text == "tags") check_parts(function, value, args.size(), "tag");
  if (call && name->name.text == "regex") check_groups(function, *call);
}

void Checker::check_groups(const FunctionInfo& function, const CallExpr& call) {
  if (call.args.size() != 1) {
    error(Code::BadReplyFormat, call.args_span, "a reply is read by one regular expression")
        .hints.push_back({"write `regex(/…/)`, with a group for each field", {}});
    return;
  }
  const Expr& value = *call.args[0].value;
  const auto* regex = value.try_as<RegexExpr>();
  const auto groups = check_regex(value.span, regex ? regex->pattern : value.as<StringExpr>().plain_text());
  // Without a group the whole match is the one part.
  if (groups) check_parts(function, value, std::max<std::size_t>(*groups, 1), *groups == 0 ? "match" : "group");
}

/// The parts of a reply fill the fields of a record in order; a single group may be any other value.
void Checker::check_parts(const FunctionInfo& function, const Expr& value, std::size_t count, std::string_view part) {
  const plan::Type& result = type(module_.types.required(function.result));
  const bool is_record = result.kind == TypeKind::Record;
  if (result.kind == TypeKind::Error || (is_record && result.fields.size() == count)) return;
  if (!is_record && count == 1 && part != "section") return;
  const std::string parts = fmt::format("{} {}{}", count, part, count == 1 ? "" : part == "match" ? "es" : "s");
  error(Code::BadReplyFormat, value.span,
        is_record ? fmt::format("{} cannot fill {} fields", parts, result.fields.size())
                  : fmt::format("{} cannot be one `{}`", parts, show(function.result)),
        fmt::format("each {} fills one field of a record, in order", part));
}

}  // namespace sdg::sema
