#pragma once

#include <string>
#include <utility>
#include <vector>

namespace sdg::report {

/// A question as it was sent, and what was made of the reply.
struct PreviewCell {
  std::string column;
  std::string model;
  std::vector<std::pair<std::string, std::string>> messages;  // role, text
  std::string answer;
  bool failed = false;
};

struct PreviewRow {
  std::string key;                                            // JSON
  std::string verdict;                                        // where it is not simply there
  std::vector<std::pair<std::string, std::string>> values{};  // column, text
};

/// What becomes of a candidate: its questions, and its row or the rows that `each` makes of it.
struct PreviewCandidate {
  std::string dataset;
  std::vector<PreviewCell> cells{};
  std::vector<PreviewRow> rows{};
};

/// For people. Without control characters but line breaks.
std::string to_text(const PreviewCandidate& candidate);

}  // namespace sdg::report
