#pragma once

#include <optional>
#include <string>

#include "compiler/source/source_map.h"
#include "compiler/syntax/file.h"

namespace sdg::format {

/// The file in the one style of the language: the same tokens, but for commas at the end of lists, with every comment
/// in its place. Strings and what could not be read are copied as they are. Nothing where part of the file was not
/// read.
std::optional<std::string> format(const syntax::File& file, const source::SourceMap& sources);

}  // namespace sdg::format
