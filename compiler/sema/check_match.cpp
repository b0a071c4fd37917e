#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "compiler/sema/checker.h"
#include "compiler/sema/narrowing.h"
#include "compiler/sema/written_number.h"

// `match`: its patterns, what they leave out and what they never take.
namespace sdg::sema {

using namespace syntax;
using diag::Code;
using plan::TypeKind;
using plan::Value;

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

/// What the patterns so far take, each kind where it is found without looking at the others.
class TakenSoFar {
 public:
  /// `of_ints`: between 3 and 4 there is nothing.
  explicit TakenSoFar(bool of_ints) : gap_(of_ints ? 1 : 0) {}

  std::optional<DeadPattern> why_dead(const Taken& now) const {
    if (now.is_range && now.first > now.last) return DeadPattern{"this range is empty: it ends before it begins", {}};
    std::optional<source::Span> before;
    if (now.literal) {
      const auto same = literals_.find(plan::to_json(*now.literal));
      if (same != literals_.end()) before = same->second;
    }
    const bool is_number = now.is_range || (now.literal && now.literal->is_number());
    const auto takes_all = [&](const Taken& one) { return one.first <= now.first && now.last <= one.last; };
    const auto range = is_number ? std::ranges::find_if(ranges_, takes_all) : ranges_.end();
    if (range != ranges_.end() && (!before || range->span.begin < before->begin)) before = range->span;
    if (before) return DeadPattern{"one before it takes all of this", before};
    if (is_number && is_joined(now)) return DeadPattern{"those before it take all of this", {}};
    return std::nullopt;
  }

  void add(const Taken& now) {
    if (now.literal) literals_.emplace(plan::to_json(*now.literal), now.span);
    if (now.is_range) ranges_.push_back(now);
    if (now.is_range || (now.literal && now.literal->is_number())) join(now.first, now.last);
  }

 private:
  bool is_joined(const Taken& now) const {
    const auto behind = joined_.upper_bound(now.first);
    return behind != joined_.begin() && std::prev(behind)->second >= now.last;
  }

  /// A range grows by those that it touches.
  void join(double first, double last) {
    const auto is_exact = [](double end) { return std::isinf(end) || std::abs(end) < kFirstInexactInt; };
    if (first > last || !is_exact(first) || !is_exact(last)) return;
    auto next = joined_.lower_bound(first);
    if (next != joined_.begin() && std::prev(next)->second + gap_ >= first) --next;
    while (next != joined_.end() && next->first <= last + gap_) {
      first = std::min(first, next->first);
      last = std::max(last, next->second);
      next = joined_.erase(next);
    }
    joined_.emplace(first, last);
  }

  static constexpr double kFirstInexactInt = 9007199254740992;  // 2^53
  double gap_;
  std::map<double, double> joined_;  // ranges of which no two touch: the last number of each by its first
  std::unordered_map<std::string, source::Span> literals_;  // by how they are written as JSON: all are of one type
  std::vector<Taken> ranges_;
};

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
  TakenSoFar taken(required.kind == TypeKind::Int);
  for (const Arm& arm : match.arms) {
    const bool is_reachable = !took_any && (!is_finite || !coverage.left().empty());
    std::optional<DeadPattern> dead;
    bool is_dead = true;
    for (const Pattern& pattern : arm.patterns) {
      took_any |= pattern.kind == PatternKind::Any;
      const Taken now = taken_by(pattern, pattern.first && pattern.kind == PatternKind::Literal
                                              ? constant_value(*pattern.first, required_id)
                                              : std::nullopt);
      if (const auto why = taken.why_dead(now)) {
        dead = dead ? dead : why;
      } else {
        is_dead = false;
      }
      if (now.literal && is_finite) coverage.take(*now.literal);
      taken.add(now);
    }
    if (!is_reachable) {
      error(Code::UnreachableArm, arm.span, "this arm is never taken", "those before it take every case");
    } else if (is_dead && dead) {
      auto& diagnostic = error(Code::UnreachableArm, arm.span, "this arm is never taken", std::string(dead->why));
      if (dead->before) diagnostic.others.push_back({*dead->before, "taken here"});
    }
  }
  if (!took_any && (!is_finite || !coverage.left().empty())) report_not_covered(match, subject, coverage.left());
}

/// `left`: the cases left out, none where they cannot be listed.
void Checker::report_not_covered(const MatchExpr& match, TypeId subject, const std::vector<Value>& left) {
  std::string missing;
  for (const Value& value : left) missing += (missing.empty() ? "`" : ", `") + plan::to_json(value) + "`";
  auto& diagnostic = error(
      Code::NotCovered, match.subject->span, "this `match` does not cover every case",
      left.empty() ? fmt::format("`{}` has more values than can be listed", show(subject)) : "left out: " + missing);
  diagnostic.hints.push_back({"end it with `_ => …`", {}});
}

}  // namespace sdg::sema
