#include "runtime/store/transfer.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace sdg::store {
namespace {

/// Collects completions and commits many at once.
class Sender {
 public:
  explicit Sender(Store& to) : to_(to) {}

  /// False once a commit has failed.
  bool send(Batch batch) {
    batches_.push_back(std::move(batch));
    return batches_.size() < kShare || flush();
  }

  bool flush() {
    if (!failure_) {
      auto committed = to_.commit(batches_);
      if (!committed) failure_ = committed.take_failure();
    }
    batches_.clear();
    return !failure_;
  }

  /// `transferred` where all went well.
  StoreResult<Transferred> outcome(const Transferred& transferred) {
    flush();
    if (failure_) return *std::move(failure_);
    return transferred;
  }

 private:
  static constexpr std::size_t kShare = 64;

  Store& to_;
  std::vector<Batch> batches_;
  std::optional<StoreFailure> failure_;
};

bool begins_with(const std::vector<Attempt>& whole, const std::vector<Attempt>& begin) {
  return begin.size() <= whole.size() && std::equal(begin.begin(), begin.end(), whole.begin());
}

/// What of `theirs` continues `ours`.
Batch missing_attempts(const CellKey& key, const Entry& theirs, const std::optional<Entry>& ours) {
  Batch batch;
  const auto known = ours ? ours->attempts : std::vector<Attempt>{};
  if (!begins_with(theirs.attempts, known)) return batch;
  for (auto number = known.size(); number < theirs.attempts.size(); ++number) {
    batch.attempts.push_back({key, static_cast<std::uint32_t>(number), theirs.recipe, theirs.attempts[number]});
  }
  if (!ours && theirs.extra_attempts > 0) batch.allowances.push_back({key, theirs.extra_attempts});
  return batch;
}

}  // namespace

StoreResult<Transferred> transfer_cells(const Store& from, Store& to) {
  Transferred transferred;
  Sender sender(to);
  auto visited = from.visit_cells([&](const CellKey& key, const Entry& entry) {
    auto batch = missing_attempts(key, entry, to.find(key));
    if (batch.attempts.empty()) return true;
    ++transferred.cells;
    transferred.attempts += batch.attempts.size();
    return sender.send(std::move(batch));
  });
  if (!visited) return visited.take_failure();
  return sender.outcome(transferred);
}

StoreResult<Transferred> transfer_rows(const Store& from, Store& to) {
  auto datasets = from.datasets();
  if (!datasets) return datasets.take_failure();
  Transferred transferred;
  Sender sender(to);
  for (const auto& dataset : *datasets) {
    auto visited = from.visit_rows(dataset, [&](std::string_view key, RowRecord row) {
      if (to.find_row(dataset, key)) return true;
      ++transferred.rows;
      Batch batch;
      batch.rows.push_back({dataset, RowKey(key), std::move(row)});
      return sender.send(std::move(batch));
    });
    if (!visited) return visited.take_failure();
  }
  return sender.outcome(transferred);
}

}  // namespace sdg::store
