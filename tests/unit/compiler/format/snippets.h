#pragma once

#include "tests/unit/compiler/format/format_fixture.h"

namespace sdg::format {

struct Snippet {
  std::string_view written;
  std::string_view expected;
};

/// Whole programs.
inline void check_programs(const std::vector<Snippet>& snippets) {
  for (const Snippet& snippet : snippets) {
    CHECK(formatted(std::string(snippet.written)) == snippet.expected);
  }
}

/// What stands in the braces of a dataset, one or more lines.
inline void check_lines(const std::vector<Snippet>& snippets) {
  for (const Snippet& snippet : snippets) {
    const std::string written = "dataset d {\n" + std::string(snippet.written) + "\n}\n";
    CHECK(formatted(written) == "dataset d {\n" + std::string(snippet.expected) + "\n}\n");
  }
}

/// The value of a column.
inline void check_values(const std::vector<Snippet>& snippets) {
  for (const Snippet& snippet : snippets) {
    const std::string written = "dataset d {\nx=" + std::string(snippet.written) + "\n}\n";
    CHECK(formatted(written) == "dataset d {\n  x = " + std::string(snippet.expected) + "\n}\n");
  }
}

}  // namespace sdg::format
