#pragma once

#include <functional>
#include <string>
#include <utility>

#include "runtime/exec/run.h"
#include "runtime/model/provider.h"
#include "runtime/net/curl_http.h"
#include "runtime/net/loop.h"
#include "runtime/net/pool.h"

namespace sdg::cli {

/// What runs a plan: the loop with its threads and network, and who answers for each model.
class Engine {
 public:
  Engine(unsigned threads, model::SecretReader secrets)
      : pool_(loop_, threads), http_(loop_), models_{http_, std::move(secrets)} {}
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  net::Loop& loop() { return loop_; }
  exec::Stop& stop() { return stop_; }

  /// The world around a run of a pipeline that stands in `folder`. The engine and `watcher` live longer.
  exec::Surroundings surroundings(report::Watcher& watcher,
                                  std::function<store::StoreResult<store::Store*>()> open_store, std::string folder) {
    exec::Surroundings result{
        loop_, pool_, watcher, stop_, std::move(open_store), [this](const plan::ModelSpec& model) {
          return model::make_provider(model, models_);
        }};
    result.folder = std::move(folder);
    return result;
  }

 private:
  net::Loop loop_;
  net::Pool pool_;
  net::CurlHttp http_;
  model::Surroundings models_;
  exec::Stop stop_;
};

}  // namespace sdg::cli
