#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace sdg::report {

/// Something outside of the process that a run touches.
struct Dependency {
  enum class Kind : std::uint8_t { Reads, Writes, Connects, Starts };
  Kind kind;
  std::string what;         // a path, a place without user and query, a command line
  std::string whose;        // "source `topics`"
  bool is_outside = false;  // a path that leaves the pipeline's folder upwards
};

/// Files that are made together, and the files that they are made from.
struct MakeRule {
  std::vector<std::string> outputs, inputs;
};

/// What a run touches, each thing once, and what is made from what.
struct Dependencies {
  std::vector<Dependency> all;
  std::vector<MakeRule> rules;
};

/// For people. Without control characters.
std::string to_text(const Dependencies& dependencies);
std::string to_json(const Dependencies& dependencies);
/// Rules without recipes, as compilers write them for make.
std::string to_make(const Dependencies& dependencies);

}  // namespace sdg::report
