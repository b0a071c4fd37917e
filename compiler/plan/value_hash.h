#pragma once

#include <cstddef>

#include "compiler/plan/value.h"

namespace sdg::plan {

/// Equal values have equal hashes: 1 and 1.0, records with their fields in another order. For tables in memory only; it
/// may differ between builds.
struct ValueHash {
  std::size_t operator()(const Value& value) const;
};

}  // namespace sdg::plan
