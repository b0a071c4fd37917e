#pragma once

#include <optional>
#include <string>

#include "compiler/diag/sink.h"
#include "compiler/format/format.h"
#include "compiler/source/source_map.h"
#include "compiler/syntax/parse.h"

namespace sdg::test {

/// What a text is read as.
struct ProgramTree {
  bool has_errors = false;
  std::string tree;                      // without places
  std::optional<std::string> formatted;  // where all of it was read
};

/// A dump of the tree, each line without the place at its end.
inline std::string without_places(const std::string& dump) {
  std::string tree;
  for (std::size_t begin = 0; begin < dump.size();) {
    const auto end = dump.find('\n', begin);
    std::string line = dump.substr(begin, end - begin);
    const auto blank = line.rfind(' ');
    const bool is_place = blank != line.npos && line.find_first_not_of("0123456789:-", blank + 1) == line.npos &&
                          line.find('-', blank) != line.npos && line.find(':', blank) != line.npos;
    tree += (is_place ? line.substr(0, blank) : line) + '\n';
    begin = end == dump.npos ? dump.size() : end + 1;
  }
  return tree;
}

inline ProgramTree read_program(std::string text) {
  source::SourceMap sources;
  diag::DiagSink diags;
  const auto id = sources.add("program.sdg", std::move(text));
  const syntax::File file = syntax::parse(sources, id, diags);
  ProgramTree program;
  program.has_errors = diags.has_errors();
  program.tree = without_places(syntax::dump(file, sources));
  program.formatted = format::format(file, sources);
  return program;
}

}  // namespace sdg::test
