#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace sdg::eval {

/// Why a cell has no value.
enum class Cause : std::uint8_t {
#define SDG_CAUSE(Name, text, doc) Name,
#include "runtime/eval/causes.def"
#undef SDG_CAUSE
};
/// The stable name, as it stands in outputs and manifests.
std::string_view name(Cause cause);

/// A failed cell. What reads it fails with the same failure, so one mistake is told once.
struct CellFailure {
  Cause cause;
  std::string message;
};
using FailurePtr = std::shared_ptr<const CellFailure>;

}  // namespace sdg::eval
