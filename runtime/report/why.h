#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sdg::report {

/// What a cell is known by, and how the nearest answer in the store differs from it.
struct ExplainedCell {
  std::string column;
  std::string model;
  std::string key;                                          // hexadecimal
  std::string verdict;                                      // what the store says: a whole phrase
  std::vector<std::pair<std::string, std::string>> recipe;  // component → its text, in the order of the key
  struct Difference {
    std::string component, before, now;
  };
  std::vector<Difference> differences{};  // of the nearest answer; in the order of the key
  std::string nearest{};                  // whose answer that is, where not of this row
  bool is_of_row_above = false;           // shared with all that `each` makes of it
};

struct ExplainedRow {
  std::string dataset;
  std::string key;      // JSON
  std::string verdict;  // finished, or why not
  std::vector<ExplainedCell> cells{};
  std::vector<std::string> open{};  // columns that may be asked once others are answered
};

/// For people. Without control characters.
std::string to_text(const ExplainedRow& row);

}  // namespace sdg::report
