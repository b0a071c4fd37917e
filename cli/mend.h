#pragma once

#include <cstddef>
#include <string>

#include "cli/program.h"

namespace sdg::cli {

/// How a program reads where its hints are followed.
struct Mended {
  std::string text;
  std::size_t left_out = 0;  // hints that would have brought new mistakes, and are left to a person
};

/// Follows the hints of errors as far as the program gets no new ones by it: what is made of it is checked each time.
/// A warning's program means something, perhaps what was meant: it stays as it is.
Mended mend(const Program& program);

}  // namespace sdg::cli
