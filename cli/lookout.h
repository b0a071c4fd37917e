#pragma once

#include <memory>
#include <string>

#include "cli/pipeline.h"
#include "compiler/source/result.h"
#include "runtime/exec/forecast.h"
#include "runtime/model/provider.h"
#include "runtime/net/http.h"
#include "runtime/store/store.h"

namespace sdg::cli {

/// What commands see that look at a run without running it: the store as it stands, whoever holds it, and models that
/// need no key because nobody asks them.
class Lookout {
 public:
  /// Where there is no store, it is empty. What is wrong is told; the failure is the exit code.
  static Result<std::unique_ptr<Lookout>, int> open(const Pipeline& pipeline, const std::string& store_folder);

  const store::Store& store() const { return *store_; }
  exec::Outlook outlook() const;

 private:
  Lookout(std::unique_ptr<store::Store> store, std::string folder);

  std::unique_ptr<store::Store> store_;
  std::string folder_;
  std::unique_ptr<net::Http> no_network_;
  model::Surroundings models_;
};

}  // namespace sdg::cli
