#pragma once

#include <span>
#include <string>
#include <string_view>

#include "compiler/diag/diagnostic.h"

namespace sdg::source {
class SourceMap;
}

namespace sdg::diag {

/// What was found wrong in one compilation, whose files `sources` has.
struct Findings {
  std::span<const Diagnostic> diags;
  const source::SourceMap* sources;
};

/// All mistakes of one run as a SARIF 2.1.0 log, which code hosts and editors read. `tool_version` is that of sdgc.
std::string render_sarif(std::span<const Findings> findings, std::string_view tool_version);

}  // namespace sdg::diag
