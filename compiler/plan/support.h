#pragma once

#include <cstdint>

namespace sdg::plan {

/// Whether a part of the language is done by this version. `Later` is checked and planned like the rest, and refused by
/// the run; `Never` makes no sense.
enum class Support : std::uint8_t { Now, Later, Never };

}  // namespace sdg::plan
