#pragma once

#include <string>
#include <vector>

#include "compiler/reference/entry.h"

namespace sdg::reference {

/// One thing for a person at a terminal.
std::string as_text(const Entry& entry);
/// What there is, by group. Ends with a line break.
std::string overview();

/// A page of `docs/reference`.
struct Page {
  std::string file;  // `functions.md`
  std::string text;
};
/// A page a group, one of all mistakes, and one that lists the pages.
std::vector<Page> markdown_pages();

/// Everything, for editors and other programs: the form is described in docs/reference/README.md.
std::string to_json();

}  // namespace sdg::reference
