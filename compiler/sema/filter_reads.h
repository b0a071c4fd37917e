#pragma once

#include <vector>

#include "compiler/sema/module.h"

namespace sdg::sema {

/// What of a dataset an expression reads, through other columns too. It goes by names alone, before anything has a
/// type, and rather finds too much: a loop variable that is called like a column counts as that column.
struct FilterReads {
  std::vector<bool> columns;  // by place in the dataset; those that lines of the page name
  bool others = false;        // a name that a spread may bring
  std::uint32_t level = 0;    // how many `each` must be gone through before it can be evaluated

  bool has(std::uint32_t column) const { return column < columns.size() ? columns[column] : others; }
  void add(const FilterReads& more);
};

FilterReads reads_of(const syntax::Expr& expr, const DatasetInfo& dataset);

}  // namespace sdg::sema
