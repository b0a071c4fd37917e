#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/store/store.h"

namespace sdg::exec {

/// What a cell key is made of: component → its text, or a short hash of it. In the order of the key.
using Recipe = std::vector<std::pair<std::string, std::string>>;
/// Empty where the text is no recipe.
Recipe read_recipe(std::string_view json);

/// A component that two recipes do not share. Empty where one of them has none.
struct RecipeDifference {
  std::string component;
  std::string before, now;
};
std::vector<RecipeDifference> differences(const Recipe& before, const Recipe& now);

/// Whether so many differences leave two recipes recognizable as the same question asked otherwise.
bool is_alike(const Recipe& now, std::size_t differences);

/// The answers that rows had before, each of which one present question may have come from.
class FormerCells {
 public:
  /// Those of a row's record but `present` ones. May block.
  FormerCells(const store::Store& store, const std::vector<store::CellKey>& cells,
              const std::vector<store::CellKey>& present);

  struct Match {
    std::vector<RecipeDifference> differences;
    store::Attempt attempt;  // the last one
  };
  /// Takes the one that is most like `now`, if one is alike.
  std::optional<Match> take(const Recipe& now);

 private:
  struct Former {
    Recipe recipe;
    store::Attempt attempt;
  };
  std::vector<Former> cells_;
};

}  // namespace sdg::exec
