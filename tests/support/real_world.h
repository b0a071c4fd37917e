#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "runtime/exec/run.h"
#include "runtime/net/curl_http.h"
#include "runtime/net/loop.h"
#include "runtime/net/pool.h"
#include "runtime/store/memory_store.h"
#include "runtime/store/rocksdb_store.h"

namespace sdg::test {

/// The world of a run as a process has it: a loop, threads, libcurl, and a store in a folder that is opened once it is
/// needed. Without a folder the store is in memory.
class RealWorld {
 public:
  RealWorld() = default;
  explicit RealWorld(std::filesystem::path store_folder, store::StoreOptions options = {})
      : store_folder_(std::move(store_folder)), options_(std::move(options)) {}

  /// A signal that came to `stop` holds for the run that is told it.
  exec::RunResult run(const plan::Plan& plan, exec::Stop& stop, report::Watcher& watcher) {
    const auto open_store = [this] { return opened(); };
    const auto make_provider = [this](const plan::ModelSpec& model) {
      return model::make_provider(model, {http_, [](const std::string&) { return std::nullopt; }});
    };
    return exec::run(plan, {},
                     {.loop = loop_,
                      .pool = pool_,
                      .watcher = watcher,
                      .stop = stop,
                      .open_store = open_store,
                      .make_provider = make_provider});
  }
  exec::RunResult run(const plan::Plan& plan) {
    exec::Stop nobody_stops;
    report::Watcher silent;
    return run(plan, nobody_stops, silent);
  }

  const net::Loop& loop() const { return loop_; }
  /// None, if no run needed one.
  const store::Store* store() const { return store_.get(); }

 private:
  store::StoreResult<store::Store*> opened() {
    if (!store_ && store_folder_.empty()) store_ = store::make_memory_store();
    if (store_) return store_.get();
    auto opened = store::open_store(store_folder_, options_);
    if (!opened) return opened.take_failure();
    store_ = std::move(opened->store);
    return store_.get();
  }

  std::filesystem::path store_folder_;
  store::StoreOptions options_;
  net::Loop loop_;
  net::Pool pool_{loop_, 2};
  net::CurlHttp http_{loop_};
  std::unique_ptr<store::Store> store_;
};

}  // namespace sdg::test
