#include "runtime/exec/committer.h"

#include <utility>

namespace sdg::exec {

store::StoreResult<void> Committer::commit(store::Batch batch) {
  Waiting self;
  self.batch = std::move(batch);
  queue_.push_back(&self);
  if (writing_) self.woken.wait();
  if (!self.done) write_queue();
  return std::move(self.result);
}

void Committer::write_queue() {
  writing_ = true;
  // Replies come in swarms: whoever else has one now shares this write.
  net::yield();
  const auto group = std::exchange(queue_, {});
  std::vector<store::Batch> batches;
  batches.reserve(group.size());
  for (auto* waiting : group) batches.push_back(std::move(waiting->batch));
  const auto result = pool_.run([&] { return store_.commit(batches); });
  // Each writes one group at most: the next is written by somebody who is in it, before those of this one go on. The
  // sooner answers are kept, the sooner others are asked for.
  writing_ = !queue_.empty();
  if (writing_) queue_.front()->woken.set();
  for (auto* waiting : group) {
    waiting->result = result;
    waiting->done = true;
    waiting->woken.set();
  }
}

}  // namespace sdg::exec
