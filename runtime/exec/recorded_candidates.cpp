#include "runtime/exec/recorded_candidates.h"

#include <string_view>
#include <utility>

namespace sdg::exec {
namespace {

// Their values are in memory, of each dataset in a chain of readers.
constexpr std::size_t kCandidatesAhead = 32;

/// What nobody may want in the end must not be made: where `rows` ends the reading anywhere, and of a dataset that asks
/// nothing, whose rows are made while they are read. The candidates of one that asks were all read when it ran.
std::size_t safe_at_once(const CandidateSource& source) {
  return source.program.asks && !rows_wanted(source) ? kCandidatesAhead : 1;
}

}  // namespace

RecordedCandidates::RecordedCandidates(const CandidateSource& source, const store::Store& store, std::size_t at_once)
    : source_(source), store_(store), candidates_(open_candidates(source)), at_once_(at_once) {}

RecordedCandidates::RecordedCandidates(const CandidateSource& source, const store::Store& store)
    : RecordedCandidates(source, store, safe_at_once(source)) {}

void RecordedCandidates::look_ahead() {
  ahead_.clear();
  at_ = 0;
  while (ahead_.size() < at_once_ && !failure_) {
    auto candidate = candidates_->next();
    if (!candidate) {
      failure_ = candidate.take_failure();
    } else if (*candidate) {
      ahead_.push_back({std::move(**candidate), {}});
    } else {
      break;
    }
  }
  if (!source_.program.asks) return;
  std::vector<std::string_view> keys;
  keys.reserve(ahead_.size());
  for (const auto& recorded : ahead_) keys.push_back(recorded.candidate.row.key);
  store_.find_rows(source_.program.dataset.name, keys,
                   [&](std::size_t place, store::RowRecord record) { ahead_[place].record = std::move(record); });
}

Result<RecordedCandidates::Recorded*> RecordedCandidates::next() {
  if (at_ == ahead_.size() && !failure_) look_ahead();
  if (at_ < ahead_.size()) return &ahead_[at_++];
  if (failure_) return *failure_;
  return nullptr;
}

}  // namespace sdg::exec
