#include "runtime/store/garbage.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace sdg::store {
namespace {

constexpr std::size_t kSweepSize = 1000;

/// When the oldest of the last `runs` runs began; the beginning of time where there were fewer.
StoreResult<std::int64_t> begin_of_last(const Store& store, std::size_t runs) {
  auto all = store.runs();
  if (!all) return all.take_failure();
  if (all->size() < runs) return std::numeric_limits<std::int64_t>::min();
  if (runs == 0) return std::numeric_limits<std::int64_t>::max();
  std::vector<std::int64_t> begins;
  for (const auto& run : *all) begins.push_back(run.started_at_ms);
  const auto oldest = begins.end() - static_cast<std::ptrdiff_t>(runs);
  std::nth_element(begins.begin(), oldest, begins.end());
  return *oldest;
}

/// Sorted. 32 bytes a cell that is named, however often.
StoreResult<std::vector<CellKey>> cells_named_by_rows(const Store& store) {
  auto datasets = store.datasets();
  if (!datasets) return datasets.take_failure();
  const auto unreadable = store.statistics().unreadable;
  std::vector<CellKey> named;
  for (const auto& dataset : *datasets) {
    auto visited = store.visit_rows(dataset, [&](std::string_view, const RowRecord& row) {
      named.insert(named.end(), row.cells.begin(), row.cells.end());
      return true;
    });
    if (!visited) return visited.take_failure();
  }
  if (store.statistics().unreadable != unreadable) {
    return StoreFailure{
        StoreError::Refused,
        "some row records cannot be read, so what they need is not known; run `sdgc memo repair` first"};
  }
  std::sort(named.begin(), named.end());
  named.erase(std::unique(named.begin(), named.end()), named.end());
  return named;
}

bool asked_since(const Entry& entry, std::int64_t since_ms) {
  return std::any_of(entry.attempts.begin(), entry.attempts.end(),
                     [&](const Attempt& attempt) { return attempt.created_at_ms >= since_ms; });
}

}  // namespace

StoreResult<Collected> collect_garbage(Store& store, std::size_t runs) {
  auto since = begin_of_last(store, runs);
  if (!since) return since.take_failure();
  auto named = cells_named_by_rows(store);
  if (!named) return named.take_failure();

  Collected collected;
  Sweep sweep;
  StoreResult<void> erased;
  const auto erase_swept = [&] {
    collected.cells_swept += sweep.cells.size();
    erased = store.erase(sweep);
    sweep.cells.clear();
    return erased.ok();
  };
  auto visited = store.visit_cells([&](const CellKey& key, const Entry& entry) {
    const bool needed = asked_since(entry, *since) || std::binary_search(named->begin(), named->end(), key);
    collected.cells_kept += needed ? 1 : 0;
    if (!needed) sweep.cells.push_back(key);
    return sweep.cells.size() < kSweepSize || erase_swept();
  });
  if (!visited) return visited.take_failure();
  if (erased) erase_swept();
  if (!erased) return erased.take_failure();
  return collected;
}

}  // namespace sdg::store
