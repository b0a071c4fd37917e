#pragma once

#include <string>

#include "compiler/diag/diagnostic.h"

namespace sdg::source {
class SourceMap;
}

namespace sdg::diag {

/// The `version` of every object; it moves when a reader of the old form would misread the new one.
constexpr int kJsonVersion = 1;

/// A mistake for a program: one JSON object on one line, with the text for a person in `rendered`. Lines and columns
/// count from 1, columns in code points, bytes from 0; ends are exclusive.
std::string render_json(const Diagnostic& diag, const source::SourceMap& sources);

}  // namespace sdg::diag
