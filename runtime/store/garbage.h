#pragma once

#include <cstddef>
#include <cstdint>

#include "runtime/store/store.h"

namespace sdg::store {

struct Collected {
  std::uint64_t cells_kept = 0;
  std::uint64_t cells_swept = 0;
};

/// Forgets the cells that no row record names and that none of the last `runs` runs has asked. Runs are counted and
/// not dated: who is away for a year loses nothing. Refuses where damage hides what the rows name.
StoreResult<Collected> collect_garbage(Store& store, std::size_t runs = 10);

}  // namespace sdg::store
