#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <span>

#include "compiler/sema/checker.h"
#include "compiler/sema/narrowing.h"
#include "compiler/sema/walk.h"
#include "compiler/sema/written_number.h"

namespace sdg::sema {

using namespace syntax;
using diag::Code;
using plan::TypeKind;
using plan::Value;

/// Reads from the left: the value is taken where the condition holds, and knows what the condition proves.
TypeId Checker::infer_when(const WhenExpr& when, const Expectation& want) {
  check_condition(*when.condition);
  Proof proof = prove(module_, *when.condition);
  const auto inner = [&](const Expr& arm, std::vector<std::string>& paths) {
    const ListMark proven(place_.not_null);
    for (std::string& path : paths) place_.not_null.push_back(std::move(path));
    // What is asked for in an arm is the value itself: that it may be missing is said by the `when`.
    const auto hint = want.hint ? std::optional(module_.types.required(*want.hint)) : std::nullopt;
    return check(arm, {hint, want.demand, want.may_be_secret});
  };
  const TypeId value = inner(*when.value, proof.when_true);
  if (!when.otherwise) {
    if (want.demand && !module_.types.is_optional(*want.demand) && type(*want.demand).kind != TypeKind::Error &&
        type(*want.demand).kind != TypeKind::Json) {
      auto& diagnostic =
          error(Code::WhenNeedsOptional, when.span, "without an `else` this is null where the condition does not hold",
                fmt::format("`{}` is needed here", show(*want.demand)));
      diagnostic.hints.push_back(
          {fmt::format("let the type say so: `{}?`, or end with `else …`", show(*want.demand)), {}});
      return value;
    }
    return module_.types.optional_of(value);
  }
  const TypeId otherwise = inner(*when.otherwise, proof.when_false);
  if (want.demand) return *want.demand;
  if (const auto common = common_type(module_.types, value, otherwise)) {
    widen(*when.value, *common);
    widen(*when.otherwise, *common);
    return *common;
  }
  error(Code::NoCommonType, when.span, "both sides of a `when` have one type",
        fmt::format("`{}` and `{}` have none in common", show(value), show(otherwise)));
  return error_type();
}

/// `where` stands on what can be tried again: one call that asks, or one draw.
bool Checker::can_be_retried(const Expr& expr) const {
  const Expr* bare = &expr;
  while (const auto* paren = bare->try_as<ParenExpr>()) bare = paren->inner;
  const CallInfo* call = module_.call(*bare);
  if (!call) return bare->kind == ExprKind::Error || type(module_.type_of(*bare)).kind == TypeKind::Error;
  if (call->target.kind == SymbolKind::Model || call->target.kind == SymbolKind::Prompt) return true;
  if (call->target.kind == SymbolKind::Builtin) {
    return plan::spec(static_cast<plan::Builtin>(call->target.index)).kind == plan::BuiltinKind::Sampler;
  }
  if (call->target.kind != SymbolKind::Function) return call->target.kind == SymbolKind::Error;
  const FunctionInfo& function = module_.functions[call->target.index];
  return function.kind == FunctionKind::Sampler || function.block;
}

namespace {

bool reads_it(const Expr& condition) {
  return !walk(condition, [](const Expr& part) { return part.kind != ExprKind::It; });
}

}  // namespace

TypeId Checker::infer_where(const WhereExpr& where, const Expectation& want) {
  const TypeId value = check(*where.value, want);
  if (!can_be_retried(*where.value)) {
    auto& diagnostic =
        error(Code::WhereNotOnCall, where.value->span, "`where` tries one call or one draw again, and this is neither");
    const auto condition = surroundings_.sources.text(where.condition->span);
    const source::Span word{where.span.file, where.value->span.end, where.condition->span.begin};
    const auto* inner = where.value->try_as<WhereExpr>();
    if (inner && !inner->saying && !inner->retry) {
      diagnostic.hints.push_back({"join the two conditions with `and`", {{word, " and "}}});
    } else if (reads_it(*where.condition)) {
      diagnostic.hints.push_back({"name the call with `let` and put the `where` there", {}});
    } else {
      diagnostic.hints.push_back(
          {fmt::format("a value only where a condition holds is `… when {}`", condition), {{word, " when "}}});
      diagnostic.hints.push_back({fmt::format("rows are kept by a line `keep when {}`", condition), {}});
    }
  }
  const std::uint32_t it = bind({}, value, where.span);
  module_.bound_locals[where.id] = it;
  const ListMark its(place_.its);
  place_.its.push_back(it);
  check_condition(*where.condition);
  if (where.saying) check_as(*where.saying, plain(TypeKind::String));
  if (where.retry) check_as(*where.retry, plain(TypeKind::Int));
  return value;
}

TypeId Checker::infer_match(const MatchExpr& match, const Expectation& want) {
  const TypeId subject = check(*match.subject);
  const std::string path = path_of(module_, *match.subject);
  const bool is_refused = refuse_match(match, subject);
  std::vector<TypeId> found;
  bool null_is_gone = false;
  for (const Arm& arm : match.arms) {
    for (const Pattern& pattern : arm.patterns) {
      if (!is_refused) check_pattern(pattern, subject);
    }
    const ListMark proven(place_.not_null);
    const bool takes_null = std::ranges::any_of(
        arm.patterns, [](const Pattern& pattern) { return pattern.first && pattern.first->kind == ExprKind::Null; });
    const bool takes_any =
        std::ranges::any_of(arm.patterns, [](const Pattern& pattern) { return pattern.kind == PatternKind::Any; });
    if (!path.empty() && !takes_null && (null_is_gone || !takes_any)) place_.not_null.push_back(path);
    null_is_gone |= takes_null;
    const auto hint = want.hint ? std::optional(module_.types.required(*want.hint)) : std::nullopt;
    found.push_back(check(*arm.value, {hint, want.demand}));
  }
  const auto result = common_type(module_.types, found);
  if (!result && !want.demand) {
    const std::size_t place = common_until(module_.types, found);
    const auto before = common_type(module_.types, std::span(found).first(place));
    error(Code::NoCommonType, match.arms[place].value->span, "the arms of a `match` have one type",
          fmt::format("this is `{}`, those before are `{}`", show(found[place]), show(*before)));
    return error_type();
  }
  if (!is_refused) check_coverage(match, subject);
  if (want.demand) return *want.demand;
  for (const Arm& arm : match.arms) widen(*arm.value, result.value_or(error_type()));
  return result.value_or(error_type());
}

/// A pattern is a single value; a list or a record is none of them.
bool Checker::refuse_match(const MatchExpr& match, TypeId subject) {
  const TypeKind kind = type(module_.types.required(subject)).kind;
  if (kind != TypeKind::List && kind != TypeKind::Record) return false;
  const auto is_value = [](const Pattern& pattern) {
    return pattern.kind == PatternKind::Range ||
           (pattern.kind == PatternKind::Literal && pattern.first && pattern.first->kind != ExprKind::Null);
  };
  for (const Arm& arm : match.arms) {
    const auto value = std::ranges::find_if(arm.patterns, is_value);
    if (value == arm.patterns.end()) continue;
    auto& diagnostic =
        error(Code::TypeMismatch, match.subject->span, "a `match` looks at a single value, and this is not one",
              fmt::format("this is `{}`", show(subject)));
    diagnostic.others.push_back({value->span, "never equal to it"});
    diagnostic.hints.push_back(
        {kind == TypeKind::List ? "match one of its elements: `match xs[0] { … }`" : "match one of its fields", {}});
    return true;
  }
  return false;
}

void Checker::check_pattern(const Pattern& pattern, TypeId subject) {
  const TypeId required = module_.types.required(subject);
  const auto fits = [&](const Expr* literal) {
    if (!literal || literal->kind == ExprKind::Null) return true;
    const TypeId have = check(*literal);
    if (type(required).kind == TypeKind::Error || type(required).kind == TypeKind::Json) return true;
    if (fits_as_constant(*literal, required)) {
      demand(*literal, have, required);
      return true;
    }
    if (fit(module_.types, have, required) != Fit::No) return true;
    report_pattern(*literal, have, required);
    return false;
  };
  if (pattern.first && pattern.first->kind == ExprKind::Null) {
    const TypeKind kind = type(subject).kind;
    if (kind == TypeKind::Optional || kind == TypeKind::Json || kind == TypeKind::Error || kind == TypeKind::Null)
      return;
    error(Code::UnreachableArm, pattern.span, "this is never null", fmt::format("the value is `{}`", show(subject)));
    return;
  }
  // Of a range one end tells it all.
  if (fits(pattern.first)) fits(pattern.last);
}

void Checker::report_pattern(const Expr& literal, TypeId have, TypeId subject) {
  // What is no case of a union has one that is near.
  if (is_text(module_.types, have) && is_text(module_.types, subject)) return report_mismatch(literal, have, subject);
  auto& diagnostic = error(Code::TypeMismatch, literal.span, fmt::format("no `{}` is equal to this", show(subject)),
                           fmt::format("this is `{}`", show(have)));
  if (is_numeric(module_.types, have) && is_text(module_.types, subject)) {
    diagnostic.hints.push_back({"a text is written in quotes, and has no ranges", {}});
  } else {
    suggest_conversion(diagnostic, literal, have, subject);
  }
}

namespace {

/// Which values of a union a match has dealt with so far.
class Coverage {
 public:
  Coverage(std::vector<Value> cases, bool may_be_null) : left_(std::move(cases)) {
    if (may_be_null) left_.emplace_back();
  }
  /// False where all of it was dealt with before.
  bool take(const Value& literal) {
    const auto found = std::ranges::find(left_, literal);
    if (found == left_.end()) return false;
    left_.erase(found);
    return true;
  }
  const std::vector<Value>& left() const { return left_; }

 private:
  std::vector<Value> left_;
};

/// What one pattern takes: a literal, or the numbers from one end to the other.
struct Taken {
  source::Span span;
  std::optional<Value> literal;
  double first = 0, last = 0;
  bool is_range = false;
};

Taken taken_by(const Pattern& pattern, std::optional<Value> literal) {
  Taken taken{pattern.span, std::move(literal)};
  constexpr double kEndless = std::numeric_limits<double>::infinity();
  if (taken.literal && taken.literal->is_number()) taken.first = taken.last = taken.literal->as_float();
  if (pattern.kind != PatternKind::Range) return taken;
  const auto first = pattern.first ? written_number(*pattern.first) : -kEndless;
  const auto last = pattern.last ? written_number(*pattern.last) : kEndless;
  taken.is_range = first && last;
  taken.first = first.value_or(0);
  taken.last = last.value_or(0);
  return taken;
}

/// Why a pattern takes nothing that is left, and the one that took it.
struct DeadPattern {
  std::string_view why;
  std::optional<source::Span> before;
};

std::optional<DeadPattern> why_dead(const Taken& now, const std::vector<Taken>& taken) {
  const bool is_number = now.is_range || (now.literal && now.literal->is_number());
  if (now.is_range && now.first > now.last) return DeadPattern{"this range is empty: it ends before it begins", {}};
  for (const Taken& one : taken) {
    const bool is_same = now.literal && one.literal == now.literal;
    const bool is_inside = is_number && one.is_range && one.first <= now.first && now.last <= one.last;
    if (is_same || is_inside) return DeadPattern{"one before it takes all of this", one.span};
  }
  return std::nullopt;
}

}  // namespace

void Checker::check_coverage(const MatchExpr& match, TypeId subject) {
  const TypeId required_id = module_.types.required(subject);
  const plan::Type required = type(required_id);
  if (required.kind == TypeKind::Error) return;
  std::vector<Value> cases = required.literals;
  if (required.kind == TypeKind::Bool) cases = {Value(true), Value(false)};
  const bool is_finite = !cases.empty();
  Coverage coverage(cases, module_.types.is_optional(subject));
  bool took_any = false;
  std::vector<Taken> taken;
  for (const Arm& arm : match.arms) {
    const bool is_reachable = !took_any && (!is_finite || !coverage.left().empty());
    std::optional<DeadPattern> dead;
    bool is_dead = true;
    for (const Pattern& pattern : arm.patterns) {
      took_any |= pattern.kind == PatternKind::Any;
      const Taken now = taken_by(pattern, pattern.first && pattern.kind == PatternKind::Literal
                                              ? constant_value(*pattern.first, required_id)
                                              : std::nullopt);
      if (const auto why = why_dead(now, taken)) {
        dead = dead ? dead : why;
      } else {
        is_dead = false;
      }
      if (now.literal && is_finite) coverage.take(*now.literal);
      taken.push_back(now);
    }
    if (!is_reachable) {
      error(Code::UnreachableArm, arm.span, "this arm is never taken", "those before it take every case");
    } else if (is_dead && dead) {
      auto& diagnostic = error(Code::UnreachableArm, arm.span, "this arm is never taken", std::string(dead->why));
      if (dead->before) diagnostic.others.push_back({*dead->before, "taken here"});
    }
  }
  if (took_any) return;
  std::string missing;
  for (const Value& value : coverage.left()) missing += (missing.empty() ? "`" : ", `") + plan::to_json(value) + "`";
  if (is_finite && missing.empty()) return;
  auto& diagnostic =
      error(Code::NotCovered, match.subject->span, "this `match` does not cover every case",
            is_finite ? "left out: " + missing : fmt::format("`{}` has more values than can be listed", show(subject)));
  diagnostic.hints.push_back({"end it with `_ => …`", {}});
}

}  // namespace sdg::sema
