#pragma once

#include <string>
#include <string_view>

#include "compiler/syntax/file.h"

namespace sdg::reference {

/// What a file says of itself and of its declarations: each as it is called, under its `##` lines. `name` is the
/// module's, `text` that of the file. For a terminal.
std::string module_page(std::string_view name, const syntax::File& file, std::string_view text);

/// One declaration as it is called, and its `##` lines. Empty for what no other file can use.
std::string declaration_docs(const syntax::Decl& decl, std::string_view text);

}  // namespace sdg::reference
