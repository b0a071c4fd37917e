#pragma once

#include <string>
#include <vector>

namespace sdg::cli {

/// `std.judge`, …: the modules that travel in the program.
std::vector<std::string> standard_module_names();

/// What such a module says of itself and its declarations; of `std.judge.score` that one alone. Empty where there is
/// none of that name.
std::string standard_docs(const std::string& name);

}  // namespace sdg::cli
