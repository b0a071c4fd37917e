#pragma once

#include <filesystem>

#include "runtime/store/readable_store.h"

// Internal to this folder.

namespace sdg::store {

/// A store that another process may be writing.
class ReadOnlyStore : public ReadableStore {
 public:
  using ReadableStore::ReadableStore;

  StoreResult<void> open();

  StoreResult<void> commit(std::span<const Batch> batches) override;
  StoreResult<void> put_run(const RunRecord& run) override;
  StoreResult<void> erase(const Sweep& sweep) override;
  StoreResult<void> sync() override { return {}; }
  StoreResult<void> refresh() override;

 private:
  StoreFailure only_read() const;
};

}  // namespace sdg::store
