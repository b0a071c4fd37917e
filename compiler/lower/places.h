#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace sdg::lower {

/// Where the declarations of a module stand in the plan.
struct Places {
  std::vector<std::uint32_t> datasets;                         // by their place in the module
  std::unordered_map<std::uint32_t, std::uint32_t> externals;  // by the function's
};

}  // namespace sdg::lower
