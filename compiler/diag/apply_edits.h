#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diag/diagnostic.h"

namespace sdg::source {
class SourceMap;
}

namespace sdg::diag {

/// `text` with the edits made, whose spans count from its first byte. Of two that overlap, the first is made.
std::string apply_edits(std::string_view text, std::span<const Edit> edits);

/// A file and how it reads when it is mended.
struct FixedFile {
  source::FileId file;
  std::string text;
};

struct Fixes {
  std::vector<FixedFile> files;
  std::size_t made = 0;
  std::size_t left_out = 0;  // they overlap one that was made: check again, and try again
};

/// Follows the first hint with edits of every diagnostic, each of them wholly or not at all; the first one wins a
/// place.
Fixes apply_fixes(std::span<const Diagnostic> diags, const source::SourceMap& sources);

}  // namespace sdg::diag
