#include "runtime/exec/run_context.h"

#include <utility>

namespace sdg::exec {

void RunContext::commit(store::Batch batch) {
  const auto committed = committer.commit(std::move(batch));
  if (!committed) {
    const bool full = committed.failure().kind == store::StoreError::NoSpace;
    stop.drain(full ? StopReason::Disk : StopReason::Store, committed.failure().message);
  } else if (store.space_is_short()) {
    stop.drain(StopReason::Disk, "the disk is full; what was in flight has been kept: free some space and run again");
  }
}

void RunContext::note_bug(std::exception_ptr thrown) {
  if (!bug) bug = std::move(thrown);
  stop.drain(StopReason::Bug, "internal error");
}

}  // namespace sdg::exec
