#pragma once

namespace sdg::cli {

// What the process ends with where it is not the run that says it (runtime/exec/exit_code.h).
inline constexpr int kDone = 0;
inline constexpr int kProgramWrong = 1;
inline constexpr int kUsage = 2;
inline constexpr int kCannotWrite = 5;

}  // namespace sdg::cli
