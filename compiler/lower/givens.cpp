#include "compiler/lower/givens.h"

#include <algorithm>
#include <utility>

namespace sdg::lower {

using sema::GivenInfo;
using sema::SymbolKind;

const GivenInfo* Givens::find(SymbolKind kind, std::uint32_t index) const {
  if (!test_) return nullptr;
  const auto found = std::ranges::find_if(
      test_->givens, [&](const GivenInfo& given) { return given.kind == kind && given.index == index; });
  return found == test_->givens.end() ? nullptr : &*found;
}

/// `d.mood` wins over `mood`, which is given wherever a dataset has it.
const GivenInfo* Givens::find_column(std::uint32_t dataset, std::uint32_t column) const {
  const GivenInfo* nearest = nullptr;
  if (!test_) return nearest;
  for (const GivenInfo& given : test_->givens) {
    if (given.kind != SymbolKind::Column) continue;
    if (std::ranges::find(given.columns, std::pair(dataset, column)) == given.columns.end()) continue;
    if (!nearest || given.line->path.size() > nearest->line->path.size()) nearest = &given;
  }
  return nearest;
}

}  // namespace sdg::lower
