#pragma once

#include <string>

#include "compiler/source/result.h"

namespace sdg::cli {

/// A picture of a graph in the language of dot, drawn by graphviz's program. The failure says how to come by it.
Result<std::string> draw_svg(const std::string& dot);

}  // namespace sdg::cli
