#pragma once

#include <memory>

#include "runtime/store/store.h"

namespace sdg::store {

/// A store that ends with the process: for tests, previews and `sim`.
std::unique_ptr<Store> make_memory_store();

}  // namespace sdg::store
