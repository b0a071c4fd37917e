#include "cli/lookout.h"

#include <utility>

#include "cli/exit_status.h"
#include "cli/terminal.h"
#include "runtime/store/memory_store.h"
#include "runtime/store/rocksdb_store.h"

namespace sdg::cli {

namespace {

class NoNetwork final : public net::Http {
 public:
  Result<net::Response, net::HttpError> send(const net::Request& /*request*/, const net::Cancel& /*cancel*/) override {
    return net::HttpError{net::HttpErrorKind::Other, "nothing is asked here", false};
  }
};

}  // namespace

Lookout::Lookout(std::unique_ptr<store::Store> store, std::string folder)
    : store_(std::move(store)),
      folder_(std::move(folder)),
      no_network_(std::make_unique<NoNetwork>()),
      // Keys are no part of what an answer is known by.
      models_{*no_network_, [](const std::string& /*variable*/) { return std::optional<std::string>("unused"); }} {}

Result<std::unique_ptr<Lookout>, int> Lookout::open(const Pipeline& pipeline, const std::string& store_folder) {
  std::unique_ptr<store::Store> store;
  if (store::store_exists(store_folder)) {
    auto opened = store::open_read_only(store_folder);
    if (!opened) {
      say_error(opened.failure().message);
      return kCannotWrite;
    }
    store = std::move(*opened);
  } else {
    store = store::make_memory_store();
  }
  return std::unique_ptr<Lookout>(new Lookout(std::move(store), pipeline.folder));
}

exec::Outlook Lookout::outlook() const {
  return {*store_, [this](const plan::ModelSpec& model) { return model::make_provider(model, models_); }, folder_};
}

}  // namespace sdg::cli
