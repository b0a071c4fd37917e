#pragma once

#include <cstdint>

#include "runtime/store/store.h"

namespace sdg::store {

struct Transferred {
  std::uint64_t cells = 0;
  std::uint64_t attempts = 0;
  std::uint64_t rows = 0;
};

/// Gives `to` the attempts of `from` that it lacks. Where the two were answered differently, `to` keeps its own.
/// The sender is trusted: a key proves the question, not the answer.
StoreResult<Transferred> transfer_cells(const Store& from, Store& to);
/// Gives `to` the row records of `from` whose rows it does not have.
StoreResult<Transferred> transfer_rows(const Store& from, Store& to);

}  // namespace sdg::store
