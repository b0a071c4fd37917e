#pragma once

#include <cmath>
#include <compare>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "compiler/plan/builtin.h"
#include "compiler/plan/operators.h"
#include "compiler/plan/value.h"

// What the files that hold the operators share. Arguments that come here fit one of the overloads of the signature.
namespace sdg::plan {

/// The arguments of one application.
struct Call {
  std::span<const Value> args;
  const Regex* pattern = nullptr;

  const Value& operator[](std::size_t i) const { return args[i]; }
  bool has(std::size_t i) const { return i < args.size() && !args[i].is_null(); }
  std::int64_t int_or(std::size_t i, std::int64_t otherwise) const { return has(i) ? args[i].as_int() : otherwise; }
  bool bool_or(std::size_t i, bool otherwise) const { return has(i) ? args[i].as_bool() : otherwise; }
  std::string_view text_or(std::size_t i, std::string_view otherwise) const {
    return has(i) ? std::string_view(args[i].text()) : otherwise;
  }
};

using Applied = Result<Value, ApplyFailure>;

inline ApplyFailure index_failure(std::string message) { return {ApplyFailure::Kind::Index, std::move(message)}; }
inline ApplyFailure arithmetic_failure(std::string message) {
  return {ApplyFailure::Kind::Arithmetic, std::move(message)};
}
/// A float that is one.
inline Applied finite(double number) {
  if (!std::isfinite(number)) return arithmetic_failure("the result does not fit a float");
  return Value(number);
}
inline ApplyFailure conversion_failure(std::string message) {
  return {ApplyFailure::Kind::Conversion, std::move(message)};
}
inline ApplyFailure check_failure(std::string message) { return {ApplyFailure::Kind::Check, std::move(message)}; }

/// What a value is, for a message: `an int`, `a list`.
std::string_view a_kind(ValueKind kind);
/// The value as JSON, cut where it is long.
std::string excerpt(const Value& value);

/// Numbers by size, strings by code points, bools false first, times by time; nothing for what has no common order.
std::optional<std::partial_ordering> order(const Value& a, const Value& b);

/// One specialization for each operator and function; a missing one does not link.
template <Builtin>
Applied evaluate(const Call& call);

#define SDG_APPLY_Operator(Name) \
  template <>                    \
  Applied evaluate<Builtin::Name>(const Call& call);
#define SDG_APPLY_Function(Name) \
  template <>                    \
  Applied evaluate<Builtin::Name>(const Call& call);
#define SDG_APPLY_Sampler(Name)
#define SDG_APPLY_Special(Name)
#define SDG_BUILTIN(Name, kind, text, signature, doc, example) SDG_APPLY_##kind(Name)
#include "compiler/plan/builtins.def"
#undef SDG_BUILTIN
#undef SDG_APPLY_Operator
#undef SDG_APPLY_Function
#undef SDG_APPLY_Sampler
#undef SDG_APPLY_Special

}  // namespace sdg::plan
