#include <algorithm>
#include <cmath>
#include <cstdint>

#include "compiler/plan/operator_functions.h"

namespace sdg::plan {
namespace {

ApplyFailure of_nothing(const char* name) { return index_failure("`" + std::string(name) + "` of an empty list"); }

double number_of(const Value& value) {
  return value.kind() == ValueKind::Bool ? (value.as_bool() ? 1.0 : 0.0) : value.as_float();
}

std::vector<double> numbers_of(const Value& list) {
  std::vector<double> numbers;
  numbers.reserve(list.items().size());
  for (const auto& item : list.items()) numbers.push_back(number_of(item));
  return numbers;
}

/// With what rounding lost carried along (Neumaier), so that the sum of many small numbers stays right.
double exact_sum(const std::vector<double>& numbers) {
  double sum = 0, lost = 0;
  for (const double number : numbers) {
    const double next = sum + number;
    lost += std::fabs(sum) >= std::fabs(number) ? (sum - next) + number : (number - next) + sum;
    sum = next;
  }
  return std::isfinite(sum) ? sum + lost : sum;
}

Applied sum_of_ints(std::span<const Value> items) {
  std::int64_t sum = 0;
  for (const auto& item : items) {
    const std::int64_t number = item.kind() == ValueKind::Bool ? std::int64_t{item.as_bool()} : item.as_int();
    if (__builtin_add_overflow(sum, number, &sum)) {
      return arithmetic_failure("the sum does not fit an int of 64 bits");
    }
  }
  return Value(sum);
}

}  // namespace

template <>
Applied evaluate<Builtin::Sum>(const Call& call) {
  const bool has_float =
      std::ranges::any_of(call[0].items(), [](const Value& item) { return item.kind() == ValueKind::Float; });
  return has_float ? finite(exact_sum(numbers_of(call[0]))) : sum_of_ints(call[0].items());
}

template <>
Applied evaluate<Builtin::Mean>(const Call& call) {
  const auto numbers = numbers_of(call[0]);
  if (numbers.empty()) return of_nothing("mean");
  return finite(exact_sum(numbers) / static_cast<double>(numbers.size()));
}

template <>
Applied evaluate<Builtin::Median>(const Call& call) {
  auto numbers = numbers_of(call[0]);
  if (numbers.empty()) return of_nothing("median");
  std::ranges::sort(numbers);
  const std::size_t middle = numbers.size() / 2;
  if (numbers.size() % 2 == 1) return Value(numbers[middle]);
  return Value(numbers[middle - 1] / 2 + numbers[middle] / 2);
}

template <>
Applied evaluate<Builtin::Stdev>(const Call& call) {
  auto numbers = numbers_of(call[0]);
  if (numbers.empty()) return of_nothing("stdev");
  if (numbers.size() == 1) return Value(0.0);
  const auto count = static_cast<double>(numbers.size());
  const double mean = exact_sum(numbers) / count;
  for (double& number : numbers) number = (number - mean) * (number - mean);
  return finite(std::sqrt(exact_sum(numbers) / (count - 1)));
}

}  // namespace sdg::plan
