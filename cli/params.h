#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "compiler/sema/module.h"
#include "compiler/source/result.h"

namespace sdg::cli {

/// The values of `name=value` texts, as the types of the program's parameters have them. The failure names the one
/// that is wrong and what would be right.
Result<std::unordered_map<std::string, plan::Value>> read_params(const sema::Module& module,
                                                                 const std::vector<std::string>& texts);

}  // namespace sdg::cli
