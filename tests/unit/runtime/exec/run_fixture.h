#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "runtime/exec/run.h"
#include "runtime/net/loop.h"
#include "runtime/net/pool.h"
#include "runtime/store/memory_store.h"
#include "tests/support/run_plan.h"
#include "tests/support/temp_dir.h"

namespace sdg::test {

using Said = Result<std::string, model::Trouble>;

/// The world of a run, with a model that says what the test wants.
class RunFixture {
 public:
  RunFixture();

  exec::RunResult run(const plan::Plan& plan, exec::RunOptions options = {});
  std::string written(const std::string& name = "d.jsonl") const { return read_file(folder / name); }

  TempDir folder;
  net::Loop loop;
  net::Pool pool{loop, 2};
  std::unique_ptr<store::Store> store = store::make_memory_store();
  std::unique_ptr<exec::Stop> stop;  // of the last run
  report::Watcher silent;
  report::Watcher* watcher = &silent;

  /// What the model says to a request. By default the last turn of it, in angle brackets. May suspend the fiber.
  std::function<Said(const model::Request&, const net::Cancel&)> say;
  std::vector<std::string> asked;   // last turns of all requests, in their order
  std::vector<std::string> bodies;  // of all requests
  std::size_t in_flight = 0, most_in_flight = 0;
  int stores_opened = 0;
};

/// The content of the last turn of a request.
std::string last_turn(const model::Request& request);
model::Trouble trouble(model::TroubleKind kind, std::string message = "told so");

}  // namespace sdg::test
