#include <cmath>

#include "compiler/plan/measures.h"
#include "compiler/plan/operator_functions.h"

namespace sdg::plan {
namespace {

std::vector<std::string_view> references_of(const Value& value) {
  if (value.is_string()) return {value.text()};
  std::vector<std::string_view> references;
  for (const auto& item : value.items()) references.push_back(item.text());
  return references;
}

/// Measured against its largest element, so that no square leaves the range of a float.
double largest(const Value& vector) {
  double most = 0;
  for (const auto& item : vector.items()) most = std::fmax(most, std::fabs(item.as_float()));
  return most;
}

double cosine(const Value& a, const Value& b) {
  const double a_scale = largest(a), b_scale = largest(b);
  if (a_scale == 0 || b_scale == 0) return 0;
  double product = 0, a_square = 0, b_square = 0;
  for (std::size_t i = 0; i < a.items().size(); ++i) {
    const double x = a.items()[i].as_float() / a_scale, y = b.items()[i].as_float() / b_scale;
    product += x * y;
    a_square += x * x;
    b_square += y * y;
  }
  return product / (std::sqrt(a_square) * std::sqrt(b_square));
}

}  // namespace

template <>
Applied evaluate<Builtin::ExactMatch>(const Call& call) {
  return Value(call[0] == call[1]);
}

template <>
Applied evaluate<Builtin::EditSimilarity>(const Call& call) {
  return Value(edit_similarity(call[0].text(), call[1].text()));
}

template <>
Applied evaluate<Builtin::Bleu>(const Call& call) {
  const auto references = references_of(call[1]);
  return Value(bleu(call[0].text(), references));
}

template <>
Applied evaluate<Builtin::RougeL>(const Call& call) {
  return Value(rouge_l(call[0].text(), call[1].text()));
}

template <>
Applied evaluate<Builtin::Cosine>(const Call& call) {
  const std::size_t a = call[0].items().size(), b = call[1].items().size();
  if (a != b) {
    return check_failure("`cosine` was given vectors of " + std::to_string(a) + " and " + std::to_string(b) +
                         " numbers");
  }
  return Value(cosine(call[0], call[1]));
}

}  // namespace sdg::plan
