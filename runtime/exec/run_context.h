#pragma once

#include <exception>

#include "runtime/exec/cell_table.h"
#include "runtime/exec/committer.h"
#include "runtime/exec/crew.h"
#include "runtime/exec/responder.h"
#include "runtime/exec/run.h"

namespace sdg::exec {

/// What all datasets of a run share.
struct RunContext {
  RunContext(const plan::Plan& its_plan, const RunOptions& its_options, const Surroundings& its_surroundings,
             store::Store& its_store, Responders its_responders, std::size_t question_fibers)
      : plan(its_plan),
        options(its_options),
        surroundings(its_surroundings),
        store(its_store),
        committer(its_store, its_surroundings.pool),
        responders(std::move(its_responders)),
        questions(question_fibers),
        stop(its_surroundings.stop),
        watcher(its_surroundings.watcher),
        pool(its_surroundings.pool) {}

  /// Commits, and ends the run where the store cannot take it.
  void commit(store::Batch batch);
  /// Of a fiber, to be thrown again where the run was called.
  void note_bug(std::exception_ptr thrown);

  const plan::Plan& plan;
  const RunOptions& options;
  const Surroundings& surroundings;
  store::Store& store;
  Committer committer;
  CellTable cells;
  Responders responders;
  Crew questions;  // fibers for questions whose row asks several at once
  Stop& stop;
  report::Watcher& watcher;
  net::Pool& pool;
  std::exception_ptr bug;
};

}  // namespace sdg::exec
