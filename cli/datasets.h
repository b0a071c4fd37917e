#pragma once

#include <cstdint>
#include <string>

#include "compiler/plan/plan.h"
#include "compiler/source/result.h"

namespace sdg::cli {

/// The dataset that the command line names. The failure says which there are.
Result<std::uint32_t> find_dataset(const plan::Plan& plan, const std::string& name);

}  // namespace sdg::cli
