#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "runtime/exec/exit_code.h"
#include "runtime/exec/forecast.h"
#include "runtime/sink/sink.h"

namespace sdg::exec {

/// What of a dataset is finished, and where it was written.
struct FinishedPart {
  std::string dataset;
  std::uint64_t rows = 0, written = 0;
  std::uint64_t missing = 0;    // of the rows, not decided by the present program
  std::uint64_t uncounted = 0;  // candidates of which it is not known how many rows `each` makes
  std::vector<std::string> paths;
};

/// Why nothing could be written.
struct FinishFailure {
  ExitCode exit;
  std::string message;
};

/// Writes the finished rows of each dataset with outputs beside them, as NAME.partial.EXT: what the store holds of the
/// present program, without a call.
Result<std::vector<FinishedPart>, FinishFailure> write_finished(const plan::Plan& plan, const RunOptions& options,
                                                                const Outlook& outlook,
                                                                const sink::OpenSink& open_sink = sink::open_sink);

}  // namespace sdg::exec
