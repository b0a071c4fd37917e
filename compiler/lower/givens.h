#pragma once

#include <cstdint>

#include "compiler/sema/module.h"

namespace sdg::lower {

/// What a test fixes, found by what it stands for. Nothing where no test is lowered.
class Givens {
 public:
  explicit Givens(const sema::TestInfo* test) : test_(test) {}

  /// Of a source, dataset, model or function. Null where it is not given.
  const sema::GivenInfo* find(sema::SymbolKind kind, std::uint32_t index) const;
  const sema::GivenInfo* find_column(std::uint32_t dataset, std::uint32_t column) const;

 private:
  const sema::TestInfo* test_;
};

}  // namespace sdg::lower
