#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "runtime/store/memory_store.h"
#include "runtime/store/rocksdb_store.h"
#include "tests/support/temp_dir.h"

namespace sdg::store::test {

inline CellKey cell(std::string_view name) { return plan::sha256(name); }

inline Attempt attempt(std::string reply) {
  Attempt attempt;
  attempt.reply = std::move(reply);
  attempt.finish = "stop";
  attempt.model = "sim-1";
  attempt.usage = {12, 3, 45};
  attempt.latency_ms = 678;
  attempt.created_at_ms = 1'700'000'000'123;
  return attempt;
}

inline Batch answered(std::string_view name, std::string reply, std::uint32_t number = 0) {
  Batch batch;
  batch.attempts.push_back({cell(name), number, R"({"model":"sim-1"})", attempt(std::move(reply))});
  return batch;
}

inline RowRecord finished(std::string values) {
  RowRecord row;
  row.fingerprint = plan::sha256("program");
  row.values = std::move(values);
  row.cells = {cell("a"), cell("b")};
  row.kept = true;
  return row;
}

inline Batch decided(std::string dataset, std::string key, std::string values) {
  Batch batch;
  batch.rows.push_back({std::move(dataset), std::move(key), finished(std::move(values))});
  return batch;
}

/// Small, so that a test does not reserve 64 MB.
inline StoreOptions small_options() {
  StoreOptions options;
  options.command = "sdgc run test.sdg";
  options.ballast_bytes = 1 << 20;
  return options;
}

inline OpenedStore open_or_throw(const std::filesystem::path& folder, const StoreOptions& options = small_options()) {
  auto opened = open_store(folder, options);
  if (!opened) throw std::runtime_error(opened.failure().message);
  return *std::move(opened);
}

/// A store that lives as long as the test.
struct InMemory {
  std::unique_ptr<Store> store = make_memory_store();
};

struct OnDisk {
  sdg::test::TempDir folder;
  std::unique_ptr<Store> store = open_or_throw(folder / ".sdg").store;
};

}  // namespace sdg::store::test
