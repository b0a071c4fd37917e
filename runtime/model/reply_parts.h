#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/source/result.h"

namespace sdg::model {

/// A part of a reply, or nothing where the reply has no such part.
using Part = std::optional<std::string_view>;

/// What stands behind each of the marks and before the next one, without the blanks around it. Marks are looked for in
/// order; their case does not matter.
std::vector<Part> find_sections(std::string_view text, const std::vector<std::string>& marks);

/// What stands between `<name>` and `</name>`, for each name.
std::vector<Part> find_tags(std::string_view text, const std::vector<std::string>& names);

/// The first fenced block in that language, else the first one, else the whole text.
std::string_view find_code(std::string_view text, std::string_view language);

std::string_view without_blanks(std::string_view text);

}  // namespace sdg::model
