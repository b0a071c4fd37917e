#include <fmt/format.h>

#include <algorithm>

#include "compiler/sema/checker.h"

namespace sdg::sema {

using namespace syntax;
using diag::Code;
using plan::TypeKind;

/// `function f(…) -> T = external("python3 score.py", files = ["score.py"])`: a worker process computes it.
void Checker::check_external(FunctionInfo& function) {
  const CallExpr& call = *function.external;
  const Decl& decl = *function.decl;
  place_.in_declaration = true;
  if (function.kind != FunctionKind::Function) {
    auto& diagnostic = error(Code::ExternalPlace, call.callee->span, "a worker draws nothing and asks no model",
                             "this is the body of something else");
    diagnostic.hints.push_back({fmt::format("declare it as `function {}`", decl.name.text), {}});
    return;
  }
  const TypeExpr* result = decl.as<FunctionDecl>().result;
  if (!result) {
    auto& diagnostic =
        error(Code::ExternalType, decl.name.span, fmt::format("nothing says what `{}` answers", decl.name.text),
              "its answers are checked against a type");
    diagnostic.hints.push_back({"say it before the `=`: `-> string`", {}});
  } else if (!can_be_sent(function.result)) {
    error(Code::ExternalType, result->span, fmt::format("a worker cannot answer with `{}`", show(function.result)),
          "answers are JSON");
  }
  for (const FunctionParam& param : function.params) {
    if (!can_be_sent(param.type))
      error(Code::ExternalType, module_.locals[param.local].span,
            fmt::format("`{}` cannot be sent to a worker", show(param.type)),
            type(module_.types.required(param.type)).kind == TypeKind::Secret ? "hand it over with `env = {NAME: …}`"
                                                                              : "arguments are JSON");
  }
  // Its parameters are those of a row, and the command is the same for all of them.
  place_.locals.clear();
  bool has_command = false;
  refuse_twice(call.args);
  for (const Arg& arg : call.args) {
    if (!arg.name.text.empty()) {
      check_external_option(arg);
    } else if (has_command) {
      check(*arg.value);
      error(Code::TooManyArguments, arg.value->span, "`external` takes one command",
            "everything else is given by name");
    } else {
      check_as(*arg.value, plain(TypeKind::String));
      has_command = true;
    }
  }
  for (const Arg& arg : call.args) refuse_unsettled(*arg.value, "what a worker is started with");
  place_.effects.waits = true;
  if (has_command) return;
  auto& diagnostic = error(Code::MissingArgument, call.args_span, "the command to start is missing");
  diagnostic.hints.push_back({"write `external(\"python3 score.py\", files = [\"score.py\"])`", {}});
}

void Checker::check_external_option(const Arg& arg) {
  constexpr std::string_view kOptions[] = {"files", "timeout", "workers", "env"};
  if (arg.name.text == "files") return check_files(*arg.value);
  if (arg.name.text == "env") return check_texts(*arg.value, true);
  if (arg.name.text == "timeout") {
    check_as(*arg.value, plain(TypeKind::Duration));
  } else if (arg.name.text == "workers") {
    check_as(*arg.value, plain(TypeKind::Int));
  } else {
    check(*arg.value);
    auto& diagnostic =
        error(Code::UnknownArgument, arg.name.span, fmt::format("`external` has no option `{}`", arg.name.text));
    suggest(diagnostic, arg.name, kOptions);
    if (diagnostic.hints.empty()) diagnostic.notes.push_back("it has `files`, `timeout`, `workers`, `env`");
  }
}

/// Whether its values have a form in JSON.
bool Checker::can_be_sent(TypeId id) const {
  const plan::Type& sent = type(id);
  switch (sent.kind) {
    case TypeKind::Bytes:
    case TypeKind::Image:
    case TypeKind::Secret:
    case TypeKind::Regex:
    case TypeKind::Money: return false;
    case TypeKind::List:
    case TypeKind::Optional: return can_be_sent(sent.element);
    case TypeKind::Record:
      return std::ranges::all_of(sent.fields, [&](const plan::Field& field) { return can_be_sent(field.type); });
    case TypeKind::Error:
    case TypeKind::Null:
    case TypeKind::Bool:
    case TypeKind::Int:
    case TypeKind::Float:
    case TypeKind::String:
    case TypeKind::Json:
    case TypeKind::Date:
    case TypeKind::DateTime:
    case TypeKind::Duration:
    case TypeKind::Literal: return true;
  }
  return true;
}

}  // namespace sdg::sema
