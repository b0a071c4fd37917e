#include "compiler/diag/explain.h"

#include <algorithm>
#include <span>

#include "compiler/source/embedded_file.h"

namespace sdg::diag {

/// Made of compiler/diag/explain/*.md when the program is built.
std::span<const source::EmbeddedFile> explanation_pages();

std::string_view explanation(Code code) {
  const auto pages = explanation_pages();
  const auto page = std::ranges::find(pages, code_text(code) + ".md", &source::EmbeddedFile::name);
  return page == pages.end() ? std::string_view{} : page->text;
}

}  // namespace sdg::diag
