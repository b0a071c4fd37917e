#pragma once

#include <cstdint>
#include <span>

#include "runtime/exec/stop.h"

namespace sdg::exec {

/// How the process ends; the numbers are a promise to scripts.
enum class ExitCode : std::uint8_t {
  Done = 0,
  ProgramWrong = 1,
  Unusable = 3,     // a provider that will answer nothing
  RowsFailed = 4,   // done, but some rows have no values
  CannotWrite = 5,  // disk full, output not writable, store that cannot be opened
  Budget = 6,
  Locked = 7,     // a call would have been needed
  TryAgain = 75,  // the store is held, or nobody answered at all
  Interrupted = 130,
  Terminated = 143,
};

/// Of several: the one that matters most.
ExitCode worst(std::span<const ExitCode> codes);
ExitCode exit_code_of(StopReason reason);

}  // namespace sdg::exec
