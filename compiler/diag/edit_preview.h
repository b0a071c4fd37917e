#pragma once

#include <string>
#include <vector>

#include "compiler/diag/diagnostic.h"

namespace sdg::source {
class SourceMap;
}

namespace sdg::diag {

/// The lines that `hint` changes as they would then read, without the indentation they share. None where the hint's
/// own words say it all, or where nothing would be left of them.
std::vector<std::string> edit_preview(const Hint& hint, const source::SourceMap& sources);

}  // namespace sdg::diag
