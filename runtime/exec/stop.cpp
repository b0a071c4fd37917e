#include "runtime/exec/stop.h"

#include <csignal>
#include <utility>

namespace sdg::exec {

void Stop::signal(int number) {
  if (signal_ != 0) return cancel();
  signal_ = number;
  // A signal counts also where the run drains already: the exit code tells whoever sent it that it was heard.
  if (number == SIGINT) return drain(StopReason::Interrupted, "interrupted; the same command goes on from here");
  drain(StopReason::Terminated, "asked to terminate; the same command goes on from here");
}

void Stop::drain(StopReason reason, std::string message) {
  if (draining()) return;
  reason_ = reason;
  message_ = std::move(message);
  no_more_.request();
}

void Stop::cancel() { give_up_.request(); }

}  // namespace sdg::exec
