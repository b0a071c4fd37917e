#pragma once

#include <compare>
#include <optional>

#include "compiler/plan/jinja.h"
#include "runtime/eval/jinja_value.h"

namespace sdg::eval {

/// `a + b`, `a ** b` and the like, as Python calculates; ints have 64 bits, and overflow is a mistake.
JinjaValue calculate(plan::JinjaExprKind kind, const JinjaValue& a, const JinjaValue& b, JinjaTrouble& trouble);
JinjaValue negate(const JinjaValue& value, JinjaTrouble& trouble);
JinjaValue plus(const JinjaValue& value, JinjaTrouble& trouble);

bool compare(plan::JinjaCompare sign, const JinjaValue& a, const JinjaValue& b, JinjaTrouble& trouble);
/// Whether `a` comes before `b`: numbers, strings, lists and tuples of such.
bool is_less(const JinjaValue& a, const JinjaValue& b, JinjaTrouble& trouble);
bool contains(const JinjaValue& whole, const JinjaValue& part, JinjaTrouble& trouble);

/// Whether a value is there to work with: an undefined one is a mistake as soon as something is wanted of it.
bool demand(const JinjaValue& value, JinjaTrouble& trouble);
/// The elements to go through; a mistake where there are none to go through.
JinjaItems elements_of(const JinjaValue& value, JinjaTrouble& trouble);

}  // namespace sdg::eval
