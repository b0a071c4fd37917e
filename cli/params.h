#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "compiler/diag/code.h"
#include "compiler/sema/module.h"
#include "compiler/source/result.h"

namespace sdg::cli {

/// What is wrong with a `name=value`, and what would be right.
struct ParamMistake {
  diag::Code code;
  std::string message;
};

/// The values of `name=value` texts, as the types of the program's parameters have them.
Result<std::unordered_map<std::string, plan::Value>, ParamMistake> read_params(const sema::Module& module,
                                                                               const std::vector<std::string>& texts);

}  // namespace sdg::cli
