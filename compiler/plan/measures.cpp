#include "compiler/plan/measures.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>

#include "compiler/plan/letter_case.h"
#include "compiler/plan/operator_functions.h"
#include "compiler/plan/text_parts.h"
#include "compiler/plan/utf8.h"

namespace sdg::plan {
namespace {

constexpr std::size_t kLongestNgram = 4;

using Words = std::vector<std::string_view>;

std::u32string code_points(std::string_view text) {
  std::u32string points;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode(text, at);
    points += point.code;
    at += point.size;
  }
  return points;
}

/// What two texts begin and end with alike needs no edits.
void drop_common_ends(std::u32string_view& a, std::u32string_view& b) {
  while (!a.empty() && !b.empty() && a.front() == b.front()) {
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  while (!a.empty() && !b.empty() && a.back() == b.back()) {
    a.remove_suffix(1);
    b.remove_suffix(1);
  }
}

std::size_t edits_between(std::u32string_view a, std::u32string_view b) {
  drop_common_ends(a, b);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
    }
  }
  return row[b.size()];
}

std::size_t longest_common_subsequence(const Words& a, const Words& b) {
  std::vector<std::size_t> row(b.size() + 1, 0);
  for (const auto word : a) {
    std::size_t diagonal = 0;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t up = row[j];
      row[j] = word == b[j - 1] ? diagonal + 1 : std::max(up, row[j - 1]);
      diagonal = up;
    }
  }
  return row[b.size()];
}

/// Small letters, and blanks for punctuation; split_at_blanks makes words of it.
std::string without_punctuation(std::string_view text) {
  std::string lower = to_lower(text);
  for (char& sign : lower) {
    const bool letter_or_digit = (sign >= 'a' && sign <= 'z') || (sign >= '0' && sign <= '9');
    if (!letter_or_digit && static_cast<unsigned char>(sign) < 0x80) sign = ' ';
  }
  return lower;
}

using Counts = std::map<Words, std::int64_t>;

Counts count_ngrams(const Words& words, std::size_t length) {
  Counts counts;
  for (std::size_t i = 0; i + length <= words.size(); ++i) {
    const auto first = words.begin() + static_cast<std::ptrdiff_t>(i);
    ++counts[Words(first, first + static_cast<std::ptrdiff_t>(length))];
  }
  return counts;
}

/// How many n-grams of the candidate a reference has too, each as often as the reference that has it most often.
double matched_ngrams(const Words& candidate, const std::vector<Words>& references, std::size_t length) {
  Counts most;
  for (const auto& reference : references) {
    for (const auto& [ngram, count] : count_ngrams(reference, length)) most[ngram] = std::max(most[ngram], count);
  }
  std::int64_t matched = 0;
  for (const auto& [ngram, count] : count_ngrams(candidate, length)) {
    const auto found = most.find(ngram);
    if (found != most.end()) matched += std::min(count, found->second);
  }
  return static_cast<double>(matched);
}

/// Of references equally near the shorter one.
std::size_t nearest_length(std::size_t length, const std::vector<Words>& references) {
  const auto distance = [&](std::size_t other) { return length > other ? length - other : other - length; };
  std::size_t nearest = references.front().size();
  for (const auto& reference : references) {
    const std::size_t other = reference.size();
    if (distance(other) < distance(nearest) || (distance(other) == distance(nearest) && other < nearest)) {
      nearest = other;
    }
  }
  return nearest;
}

/// e to the power of x up to 0: whole powers one by one, the rest by its series; basic operations only, so the same
/// everywhere.
double exp_of_negative(double x) {
  constexpr double one_over_e = 0.36787944117144233;
  if (x < -700) return 0;
  const double rest = x - std::trunc(x);
  double term = 1, sum = 1;
  for (int n = 1; n <= 20; ++n) {
    term *= rest / n;
    sum += term;
  }
  for (double whole = std::trunc(x); whole < 0; ++whole) sum *= one_over_e;
  return sum;
}

double brevity_penalty(std::size_t candidate, std::size_t reference) {
  if (candidate >= reference) return 1;
  return exp_of_negative(1 - static_cast<double>(reference) / static_cast<double>(candidate));
}

}  // namespace

double edit_similarity(std::string_view a, std::string_view b) {
  const std::u32string first = code_points(a), second = code_points(b);
  const std::size_t longer = std::max(first.size(), second.size());
  if (longer == 0) return 1;
  return 1 - static_cast<double>(edits_between(first, second)) / static_cast<double>(longer);
}

double bleu(std::string_view candidate, std::span<const std::string_view> references) {
  const Words words = split_at_blanks(candidate);
  if (words.empty() || references.empty()) return 0;
  std::vector<Words> reference_words;
  for (const auto reference : references) reference_words.push_back(split_at_blanks(reference));
  double product = 1;
  for (std::size_t length = 1; length <= kLongestNgram; ++length) {
    const double smoothing = length == 1 ? 0 : 1;
    const double total = words.size() >= length ? static_cast<double>(words.size() - length + 1) : 0;
    product *= (matched_ngrams(words, reference_words, length) + smoothing) / (total + smoothing);
  }
  const double fourth_root = std::sqrt(std::sqrt(product));
  return brevity_penalty(words.size(), nearest_length(words.size(), reference_words)) * fourth_root;
}

double rouge_l(std::string_view candidate, std::string_view reference) {
  const std::string candidate_text = without_punctuation(candidate), reference_text = without_punctuation(reference);
  const Words a = split_at_blanks(candidate_text), b = split_at_blanks(reference_text);
  const auto common = static_cast<double>(longest_common_subsequence(a, b));
  return common == 0 ? 0 : 2 * common / static_cast<double>(a.size() + b.size());
}

}  // namespace sdg::plan
