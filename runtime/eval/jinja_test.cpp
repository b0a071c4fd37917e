#include <cmath>

#include "compiler/plan/letter_case.h"
#include "runtime/eval/jinja_filter.h"
#include "runtime/eval/jinja_operators.h"

namespace sdg::eval {

using plan::JinjaCompare;
using plan::JinjaExprKind;
using plan::JinjaTest;

namespace {

bool has_rest(const JinjaFilterCall& call, const JinjaValue& divisor) {
  const JinjaValue rest = calculate(JinjaExprKind::Modulo, call.value, divisor, call.trouble);
  return rest.is_true();
}

const JinjaValue& other(const JinjaFilterCall& call) {
  static const JinjaValue none;
  return call.arguments.places.empty() ? none : call.arguments.places.front();
}

/// The same object: of equal plain data of one type that is true too.
bool is_same(const JinjaValue& a, const JinjaValue& b) {
  return a.kind() == b.kind() && a.object() == b.object() && a == b;
}

bool is_cased(const JinjaValue& value, bool upper) {
  const std::string text = print(value), small = plan::to_lower(text), large = plan::to_upper(text);
  return small != large && text == (upper ? large : small);
}

}  // namespace

bool apply_test(JinjaTest test, const JinjaFilterCall& call) {
  const JinjaValue& value = call.value;
  const auto compares = [&](JinjaCompare sign) { return compare(sign, value, other(call), call.trouble); };
  switch (test) {
    case JinjaTest::Boolean: return value.is(JinjaKind::Bool);
    case JinjaTest::Callable: return value.is_undefined() || (value.object() && value.object()->call);
    case JinjaTest::Defined: return !value.is_undefined();
    case JinjaTest::Divisibleby: return !has_rest(call, other(call));
    case JinjaTest::Equal: return compares(JinjaCompare::Equal);
    case JinjaTest::Escaped: return value.is_markup();
    case JinjaTest::Even: return !has_rest(call, JinjaValue(std::int64_t{2}));
    case JinjaTest::False: return value.is(JinjaKind::Bool) && !value.is_true();
    case JinjaTest::Filter: return plan::find_jinja_filter(print(value)).has_value();
    case JinjaTest::Float: return value.is(JinjaKind::Float);
    case JinjaTest::GreaterEqual: return compares(JinjaCompare::GreaterEqual);
    case JinjaTest::Greater: return compares(JinjaCompare::Greater);
    case JinjaTest::In: return compares(JinjaCompare::In);
    case JinjaTest::Integer: return value.is(JinjaKind::Int);
    case JinjaTest::Iterable: return value.elements().has_value();
    case JinjaTest::LessEqual: return compares(JinjaCompare::LessEqual);
    case JinjaTest::Less: return compares(JinjaCompare::Less);
    case JinjaTest::Lower: return is_cased(value, false);
    case JinjaTest::Mapping: return value.is(JinjaKind::Dict);
    case JinjaTest::NotEqual: return compares(JinjaCompare::NotEqual);
    case JinjaTest::None: return value.is(JinjaKind::None);
    case JinjaTest::Number: return value.is_number();
    case JinjaTest::Odd: return has_rest(call, JinjaValue(std::int64_t{2}));
    case JinjaTest::Sameas: return is_same(value, other(call));
    case JinjaTest::Sequence: return value.length().has_value();
    case JinjaTest::String: return value.is_string();
    case JinjaTest::Test: return plan::find_jinja_test(print(value)).has_value();
    case JinjaTest::True: return value.is(JinjaKind::Bool) && value.is_true();
    case JinjaTest::Undefined: return value.is_undefined();
    case JinjaTest::Upper: return is_cased(value, true);
  }
  return false;
}

}  // namespace sdg::eval
