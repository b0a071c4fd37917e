#pragma once

#include <vector>

#include "runtime/net/fiber.h"
#include "runtime/net/pool.h"
#include "runtime/store/store.h"

namespace sdg::exec {

/// Writes to the store off the loop's thread. What arrives while a write is under way shares the next one, so an idle
/// run waits for nobody and a busy one pays for few writes. Commits are written in the order they are asked for.
class Committer {
 public:
  /// Both must live longer.
  Committer(store::Store& store, net::Pool& pool) : store_(store), pool_(pool) {}
  Committer(const Committer&) = delete;
  Committer& operator=(const Committer&) = delete;

  /// Suspends the fiber until the batch has survived the process.
  store::StoreResult<void> commit(store::Batch batch);

 private:
  struct Waiting {
    store::Batch batch;
    net::Event woken;
    bool done = false;
    store::StoreResult<void> result;
  };
  void write_queue();

  store::Store& store_;
  net::Pool& pool_;
  std::vector<Waiting*> queue_;
  bool writing_ = false;
};

}  // namespace sdg::exec
