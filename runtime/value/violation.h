#pragma once

#include <string>
#include <vector>

namespace sdg::value {

/// One thing in which a value does not fit its type.
struct Violation {
  std::string path;  // `answers[2].score`; empty: the value itself
  std::string text;  // `expected an int from 1 to 5, not 7`
  friend bool operator==(const Violation&, const Violation&) = default;
};
using Violations = std::vector<Violation>;

/// `answers[2].score: expected an int from 1 to 5, not 7`
std::string to_sentence(const Violation& violation);

}  // namespace sdg::value
