#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "compiler/plan/civil_time.h"
#include "compiler/sema/checker.h"
#include "compiler/sema/foreign_call.h"

// Calls that other languages have: told with the same call in the words of this one.
namespace sdg::sema {

using namespace syntax;
using diag::Code;

namespace {

std::string_view trimmed_end(std::string_view text) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// An operator in the place of a call needs brackets where something binds it from outside.
std::string in_brackets_where_needed(const source::SourceMap& sources, source::Span place, const std::string& meant) {
  const bool is_call = meant.ends_with(')') && meant.find(' ') > meant.find('(');
  const std::string_view text = sources[place.file].text();
  const std::string_view before = trimmed_end(text.substr(0, place.begin));
  const char behind = place.end < text.size() ? text[place.end] : '\n';
  const bool begins = before.empty() || std::string_view("=({[,:").find(before.back()) != std::string_view::npos ||
                      before.ends_with("from") || before.ends_with("expect") || before.ends_with(" in");
  const bool ends = std::string_view(")}],;\r\n").find(behind) != std::string_view::npos ||
                    text.substr(place.end).starts_with(" as ") || text.substr(place.end).starts_with(" {");
  return is_call || (begins && ends) ? meant : "(" + meant + ")";
}

/// `"about {}".format(topic)`: the empty braces were told, and the call with them.
bool holds_mistake(const Expr& callee) {
  const auto* field = callee.try_as<FieldExpr>();
  const auto* string = field ? field->object->try_as<StringExpr>() : nullptr;
  return string && std::ranges::any_of(string->pieces, [](const Piece* piece) {
           return piece->value != nullptr && piece->value->kind == ExprKind::Error;
         });
}

}  // namespace

WrittenCall Checker::written_call(const CallSite& site) const {
  WrittenCall call;
  const auto text = [this](source::Span span) { return surroundings_.sources.text(span); };
  if (const auto* field = site.callee.try_as<FieldExpr>()) {
    call.object = text(field->object->span);
    call.name = field->field.text;
  } else if (const auto* name = site.callee.try_as<NameExpr>()) {
    call.name = name->name.text;
  }
  for (const Arg& arg : site.args) {
    const bool is_named = !arg.name.text.empty();
    call.args.emplace_back(text(is_named ? source::join(arg.name.span, arg.value->span) : arg.value->span));
  }
  return call;
}

/// A declaration that a hint puts above the one at hand.
diag::Edit Checker::declared_above(std::string declaration) const {
  const source::Span decl = place_.dataset->decl->span;
  return {{decl.file, decl.begin, decl.begin}, std::move(declaration) + "\n"};
}

/// False where the call is none of another language.
bool Checker::report_foreign_call(const CallSite& site) {
  const WrittenCall call = written_call(site);
  if (call.name == "format" && holds_mistake(site.callee)) return true;
  const bool names_nothing = call.object.empty() || is_foreign_module(call.object);
  const std::string written =
      call.object.empty() ? std::string(call.name) : fmt::format("{}.{}", call.object, call.name);
  if (asks_clock(call) && names_nothing) {
    auto& diagnostic =
        error(Code::ForeignCall, site.callee.span, "there is no clock: a run gives the same rows on every day");
    if (!place_.dataset || declared("now").kind != SymbolKind::None) return true;
    diagnostic.hints.push_back(
        {"hand the time in as a parameter: `param now: datetime`",
         {declared_above("param now: datetime = \"2026-01-01T00:00:00Z\"\n"), {site.expr.span, "now"}}});
    return true;
  }
  if (call.object.empty() && plan::find_provider(call.name)) {
    report_provider_call(site, call);
    return true;
  }
  if (names_nothing && (call.name == "getenv" || call.name == "get") && call.object.starts_with("os")) {
    error(Code::ForeignCall, site.callee.span, fmt::format("`{}` is written `env`", written))
        .hints.push_back({"write `env`", {{site.callee.span, "env"}}});
    return true;
  }
  const auto meant = meant_call(call);
  if (!meant) return false;
  const std::string text = in_brackets_where_needed(surroundings_.sources, site.expr.span, *meant);
  const bool is_method = !names_nothing;
  auto& diagnostic = error(Code::ForeignCall, site.callee.span,
                           is_method ? fmt::format("values have no methods, and `{}` is none of a record", call.name)
                                     : fmt::format("there is no function `{}`", written));
  diagnostic.hints.push_back({fmt::format("write `{}`", text), {{site.expr.span, text}}});
  return true;
}

/// `openai("gpt-4", "tell about tea")` in a column: a model is declared, and then asked by its name.
void Checker::report_provider_call(const CallSite& site, const WrittenCall& call) {
  auto& diagnostic = error(Code::ForeignCall, site.callee.span,
                           fmt::format("`{}` makes a model, which is declared before it is asked", call.name));
  if (!place_.dataset || call.args.empty()) return;
  std::string name = "writer";
  while (declared(name).kind != SymbolKind::None) name += "_2";
  const std::string asked = call.args.size() > 1 ? call.args.back() : "\"…\"";
  diagnostic.hints.push_back({fmt::format("declare it: `model {} = {}({})`", name, call.name, call.args.front()),
                              {declared_above(fmt::format("model {} = {}({})\n", name, call.name, call.args.front())),
                               {site.expr.span, fmt::format("{}({})", name, asked)}}});
}

/// `date("2024-01-31")`: where others read a day, `date` draws one.
bool Checker::suggest_reading(diag::Diagnostic& diagnostic, const CallSite& site, plan::Builtin builtin) {
  const bool draws_moment = builtin == plan::Builtin::DateTime;
  if (!(draws_moment || builtin == plan::Builtin::Date) || site.args.size() != 1) return false;
  const Expr& given = *site.args[0].value;
  const auto* string = given.try_as<StringExpr>();
  if (!is_text(module_.types, module_.type_of(given))) return false;
  const std::string text(string && string->is_plain() ? string->plain_text() : "");
  const bool is_known = !text.empty();
  const bool is_read = draws_moment ? plan::parse_datetime(text).has_value() : plan::parse_date(text).has_value();
  const std::string_view reader = draws_moment ? "parse_datetime" : "parse_date";
  const std::string_view form = draws_moment ? "\"2024-01-31T12:00:00Z\"" : "\"2024-01-31\"";
  const bool can_be = !is_known || is_read;
  const std::string meant = fmt::format("{}({})", reader, can_be ? surroundings_.sources.text(given.span) : form);
  diag::Hint hint{fmt::format("to read one, write `{}`", meant), {}};
  if (can_be) hint.edits.push_back({site.expr.span, meant});
  diagnostic.hints.push_back(std::move(hint));
  return true;
}

/// `choice(["a", "b"], [0.7, 0.3])` is `choice({a: 0.7, b: 0.3})`, and `uniform(0..1)` is `uniform(0, 1)`.
void Checker::suggest_arguments(diag::Diagnostic& diagnostic, const CallSite& site, plan::Builtin builtin) {
  const auto text = [this](const Expr& expr) { return text_of(expr); };
  const auto* range = site.args.size() == 1 ? site.args[0].value->try_as<RangeExpr>() : nullptr;
  std::vector<diag::Edit> quoted;
  for (const Arg& arg : site.args)
    if (is_bare_date(text(*arg.value))) quoted.push_back({arg.value->span, fmt::format("\"{}\"", text(*arg.value))});
  if (!quoted.empty()) return diagnostic.hints.push_back({"a date stands in double quotes", std::move(quoted)});
  if (suggest_reading(diagnostic, site, builtin)) return;
  std::string meant;
  if (range) meant = fmt::format("{}, {}", text(*range->first), text(*range->last));
  const auto* options = site.args.size() == 2 ? site.args[0].value->try_as<ListExpr>() : nullptr;
  const auto* weights = site.args.size() == 2 ? site.args[1].value->try_as<ListExpr>() : nullptr;
  const bool is_weighted = (builtin == plan::Builtin::Choice || builtin == plan::Builtin::Exact) && options &&
                           weights && options->items.size() == weights->items.size();
  for (std::size_t i = 0; is_weighted && i < options->items.size(); ++i) {
    const auto* option = options->items[i].value->try_as<StringExpr>();
    if (!option || !option->is_plain()) return;
    meant += fmt::format("{}{}: {}", meant.empty() ? "{" : ", ", text(*option), text(*weights->items[i].value));
  }
  if (meant.empty()) return;
  meant = fmt::format("{}({}{})", text(site.callee), meant, is_weighted ? "}" : "");
  diagnostic.hints.push_back({fmt::format("write `{}`", meant), {{site.expr.span, meant}}});
}

/// `int(1, 6)`, `int(1..6)`: where others draw a number, `int` converts one.
bool Checker::report_drawn_int(const CallSite& site) {
  const auto* range = site.args.size() == 1 ? site.args[0].value->try_as<RangeExpr>() : nullptr;
  const bool are_ends =
      site.args.size() == 2 && std::ranges::all_of(site.args, [](const Arg& arg) { return arg.name.text.empty(); });
  if (!range && !are_ends) return false;
  const std::string meant =
      range ? fmt::format("integer({})", text_of(*range))
            : fmt::format("integer({}, {})", text_of(*site.args[0].value), text_of(*site.args[1].value));
  check_args(site);
  error(Code::ForeignCall, site.callee.span, "`int` makes a whole number of one value, and draws none")
      .hints.push_back({fmt::format("to draw one, write `{}`", meant), {{site.expr.span, meant}}});
  return true;
}

/// The call of a model whose reply a value is; null where it is something else.
const Expr* Checker::reply_behind(const Expr& value) const {
  const Expr* bare = &value;
  if (bare->kind == ExprKind::Name && module_.symbols[bare->id].kind == SymbolKind::Column)
    bare = place_.dataset->columns[module_.symbols[bare->id].index].line->value;
  while (bare && (bare->kind == ExprKind::Paren || bare->kind == ExprKind::Where))
    bare = bare->kind == ExprKind::Paren ? bare->as<ParenExpr>().inner : bare->as<WhereExpr>().value;
  const CallInfo* call = bare ? module_.call(*bare) : nullptr;
  const bool is_asked = call && (call->target.kind == SymbolKind::Model || call->target.kind == SymbolKind::Prompt);
  return is_asked ? bare : nullptr;
}

/// `book.title` of a reply without a type, which is a text: that some function is called like the field says nothing.
bool Checker::report_reply_field(const FieldExpr& expr, TypeId object) {
  const Expr* reply = is_text(module_.types, object) ? reply_behind(*expr.object) : nullptr;
  if (!reply || !meant_function(expr.field.text).empty()) return false;
  const std::string_view written = surroundings_.sources.text(expr.object->span);
  const std::string name = expr.object->kind == ExprKind::Name ? std::string(written) : "reply";
  auto& diagnostic = error(Code::NotARecord, expr.field.span, "a reply without a type is a text, which has no fields",
                           fmt::format("`{}` is `{}`", written, show(object)));
  diagnostic.others.push_back({reply->span, "nothing says what this answers with"});
  diagnostic.hints.push_back(
      {fmt::format("say what the reply holds: `{}: {{{}: string}} = …`", name, expr.field.text), {}});
  return true;
}

/// `topic.length`
bool Checker::report_foreign_field(const FieldExpr& expr, TypeId object) {
  const std::string_view renamed = meant_function(expr.field.text);
  const std::string_view meant = renamed.empty() ? expr.field.text : renamed;
  if (!plan::find_builtin(meant)) return false;
  const std::string text = fmt::format("{}({})", meant, surroundings_.sources.text(expr.object->span));
  error(Code::NotARecord, expr.field.span, "only records have fields",
        fmt::format("`{}` is `{}`", surroundings_.sources.text(expr.object->span), show(object)))
      .hints.push_back({fmt::format("write `{}`", text), {{expr.span, text}}});
  return true;
}

}  // namespace sdg::sema
