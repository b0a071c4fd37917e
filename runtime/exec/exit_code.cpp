#include "runtime/exec/exit_code.h"

#include <algorithm>
#include <array>

namespace sdg::exec {
namespace {

constexpr std::array kByWeight{
    ExitCode::Interrupted, ExitCode::Terminated, ExitCode::ProgramWrong, ExitCode::CannotWrite, ExitCode::Unusable,
    ExitCode::Budget,      ExitCode::Locked,     ExitCode::TryAgain,     ExitCode::RowsFailed,  ExitCode::Done};

}  // namespace

ExitCode worst(std::span<const ExitCode> codes) {
  for (const auto code : kByWeight) {
    if (std::ranges::find(codes, code) != codes.end()) return code;
  }
  return ExitCode::Done;
}

ExitCode exit_code_of(StopReason reason) {
  switch (reason) {
    case StopReason::None: return ExitCode::Done;
    case StopReason::Interrupted: return ExitCode::Interrupted;
    case StopReason::Terminated: return ExitCode::Terminated;
    case StopReason::Disk:
    case StopReason::Store: return ExitCode::CannotWrite;
    case StopReason::Unusable: return ExitCode::Unusable;
    case StopReason::Locked: return ExitCode::Locked;
    case StopReason::TimeLimit: return ExitCode::TryAgain;
    case StopReason::Program:
    case StopReason::Bug: return ExitCode::ProgramWrong;
  }
  return ExitCode::ProgramWrong;
}

}  // namespace sdg::exec
