#include <cmath>

#include "compiler/plan/json_reader.h"
#include "compiler/plan/letter_case.h"
#include "compiler/plan/number_text.h"
#include "compiler/plan/operator_functions.h"
#include "compiler/plan/rounding.h"
#include "compiler/plan/text_parts.h"

namespace sdg::plan {
namespace {

Applied no_such(const Value& value, const char* wanted) {
  return conversion_failure(excerpt(value) + " is no " + wanted);
}

Applied int_of(double number) {
  const auto truncated = whole(std::trunc(number));
  if (!truncated) return arithmetic_failure("the result does not fit an int of 64 bits");
  return Value(*truncated);
}

std::int64_t zero_or_one(const Value& value) { return value.as_bool() ? 1 : 0; }

template <class Parsed>
Applied parsed_or_failure(const Parsed& parsed, const Value& from, const char* wanted) {
  if (!parsed) return no_such(from, wanted);
  return Value(*parsed);
}

}  // namespace

template <>
Applied evaluate<Builtin::Int>(const Call& call) {
  const Value& x = call[0];
  if (x.kind() == ValueKind::Int) return x;
  if (x.kind() == ValueKind::Float) return int_of(x.as_float());
  if (x.kind() == ValueKind::Bool) return Value(zero_or_one(x));
  if (!x.is_string()) return no_such(x, "int");
  return parsed_or_failure(parse_whole(trimmed(x.text())), x, "int");
}

template <>
Applied evaluate<Builtin::Float>(const Call& call) {
  const Value& x = call[0];
  if (x.is_number()) return Value(x.as_float());
  if (x.kind() == ValueKind::Bool) return Value(static_cast<double>(zero_or_one(x)));
  if (!x.is_string()) return no_such(x, "float");
  return parsed_or_failure(parse_float(trimmed(x.text())), x, "float");
}

template <>
Applied evaluate<Builtin::String>(const Call& call) {
  return call[0].is_string() ? call[0] : Value::string(to_text(call[0]));
}

template <>
Applied evaluate<Builtin::Bool>(const Call& call) {
  if (call[0].kind() == ValueKind::Bool) return call[0];
  if (!call[0].is_string()) return no_such(call[0], "bool");
  const std::string word = to_lower(trimmed(call[0].text()));
  if (word == "true" || word == "yes") return Value(true);
  if (word == "false" || word == "no") return Value(false);
  return no_such(call[0], "bool");
}

template <>
Applied evaluate<Builtin::Json>(const Call& call) {
  return Value::string(to_json(call[0]));
}

template <>
Applied evaluate<Builtin::ParseJson>(const Call& call) {
  auto parsed = read_json(call[0].text());
  if (!parsed) return conversion_failure(parsed.take_failure().message);
  return std::move(*parsed);
}

template <>
Applied evaluate<Builtin::Round>(const Call& call) {
  if (call.has(1)) return Value(rounded_to_digits(call[0].as_float(), call[1].as_int()));
  if (call[0].kind() == ValueKind::Int) return call[0];
  const auto rounded = rounded_half_even(call[0].as_float());
  if (!rounded) return arithmetic_failure("the result does not fit an int of 64 bits");
  return Value(*rounded);
}

template <>
Applied evaluate<Builtin::Floor>(const Call& call) {
  return call[0].kind() == ValueKind::Int ? call[0] : int_of(std::floor(call[0].as_float()));
}

template <>
Applied evaluate<Builtin::Ceil>(const Call& call) {
  return call[0].kind() == ValueKind::Int ? call[0] : int_of(std::ceil(call[0].as_float()));
}

}  // namespace sdg::plan
