#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sdg::plan {

// How near two texts are, from 0 to 1.

/// 1 minus insertions, deletions and substitutions for each code point of the longer text.
double edit_similarity(std::string_view a, std::string_view b);
/// BLEU-4 of one sentence against any of the references: words between blanks, higher orders smoothed by one (Lin and
/// Och), the brevity penalty by the reference nearest in length.
double bleu(std::string_view candidate, std::span<const std::string_view> references);
/// F1 of the longest common subsequence of words: small letters, split at blanks and ASCII punctuation.
double rouge_l(std::string_view candidate, std::string_view reference);

}  // namespace sdg::plan
