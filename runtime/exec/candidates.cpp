#include "runtime/exec/candidates.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "runtime/eval/draw_key.h"
#include "runtime/eval/row_key.h"
#include "runtime/eval/siphash.h"
#include "runtime/exec/no_asker.h"

namespace sdg::exec {
namespace {

std::string place_of(const std::vector<InputRow>& inputs, std::uint64_t index) {
  if (inputs.empty()) return fmt::format("row {}", index);
  const auto& last = inputs.back();
  if (!last.file.empty()) return fmt::format("row {} ({}, record {})", index, last.file, last.number + 1);
  return fmt::format("row {}", index);
}

/// Candidates in the order of their numbers.
class InOrder final : public Candidates {
 public:
  explicit InOrder(const CandidateSource& source) : source_(source), product_(source.inputs) {}
  Result<std::optional<Candidate>> next() override;
  /// Where the last candidate came from, for people.
  std::string last_place() const { return last_place_; }

 private:
  bool at_end() const;
  Result<std::string> key_of(const eval::RowInputs& row, const std::vector<InputRow>& places) const;
  Result<std::string> explicit_key(const eval::RowInputs& row) const;

  const CandidateSource& source_;
  CrossProduct product_;
  std::uint64_t next_index_ = 0;
  KeySet seen_;
  std::string last_place_;
};

bool InOrder::at_end() const {
  const auto& dataset = source_.program.dataset;
  // Below an `each`, `rows` counts what candidates bring. Where these have no end, as many are looked at.
  if (!dataset.each.empty()) return dataset.inputs.empty() && next_index_ >= dataset.rows.value_or(1);
  const auto rows = dataset.inputs.empty() ? dataset.rows.value_or(1) : dataset.rows.value_or(UINT64_MAX);
  // What is shuffled is cut afterwards.
  if (dataset.shuffle) return dataset.inputs.empty() && next_index_ >= rows;
  return next_index_ >= std::min(rows, source_.limit.value_or(UINT64_MAX));
}

Result<std::string> InOrder::explicit_key(const eval::RowInputs& row) const {
  NoAsker nobody;
  const auto& dataset = source_.program.dataset;
  eval::RowEvaluator evaluator(source_.program.evaluation, row, source_.tables, nobody);
  std::vector<plan::Value> values;
  for (const auto node : dataset.key) {
    const auto part = evaluator.evaluate(node);
    if (part.state == eval::State::Failed) return Failure{part.failure->message};
    if (part.state != eval::State::Ready) return Failure{"a key cannot depend on what a model says"};
    values.push_back(*part.value);
  }
  return eval::explicit_row_key(values);
}

Result<std::string> InOrder::key_of(const eval::RowInputs& row, const std::vector<InputRow>& places) const {
  const auto& dataset = source_.program.dataset;
  if (!dataset.key.empty()) return explicit_key(row);
  std::vector<eval::RowPlace> row_places;
  for (const auto& place : places) row_places.push_back({place.number, place.file, place.upstream});
  if (row_places.empty()) row_places.push_back({row.index, {}, {}});
  return eval::default_row_key(dataset.name, row_places);
}

Result<std::optional<Candidate>> InOrder::next() {
  if (at_end()) return std::optional<Candidate>();
  auto places = product_.next();
  if (!places) return places.take_failure();
  if (*places == nullptr) return std::optional<Candidate>();
  Candidate candidate;
  candidate.row.index = candidate.place = next_index_++;
  candidate.row.seed = source_.program.seed;
  for (const auto& place : **places) candidate.row.inputs.push_back(place.value);
  last_place_ = place_of(**places, candidate.row.index);
  auto key = key_of(candidate.row, **places);
  if (!key)
    return Failure{fmt::format("{} of dataset `{}` has no key: {}", last_place_, source_.program.dataset.name,
                               key.failure().message)};
  candidate.row.key = std::move(*key);
  if (source_.checks_keys) candidate.is_duplicate = !seen_.insert(candidate.row.key);
  return std::optional(std::move(candidate));
}

/// Candidates in the order of a hash of their keys. They are held in memory: those that `rows` lets through, for the
/// others are let go as soon as enough come before them.
class Shuffled final : public Candidates {
 public:
  explicit Shuffled(const CandidateSource& source) : source_(source) {}
  Result<std::optional<Candidate>> next() override;

 private:
  struct Ranked {
    std::uint64_t rank;
    Candidate candidate;
  };
  static bool before(const Ranked& a, const Ranked& b) {
    return a.rank != b.rank ? a.rank < b.rank : a.candidate.row.index < b.candidate.row.index;
  }
  std::uint64_t wanted() const;
  Result<void> read_all();

  const CandidateSource& source_;
  bool read_ = false;
  std::vector<Ranked> ranked_;
  std::size_t at_ = 0;
};

std::uint64_t Shuffled::wanted() const {
  if (!source_.program.dataset.each.empty()) return UINT64_MAX;
  return std::min(source_.program.dataset.rows.value_or(UINT64_MAX), source_.limit.value_or(UINT64_MAX));
}

Result<void> Shuffled::read_all() {
  InOrder in_order(source_);
  for (;;) {
    auto candidate = in_order.next();
    if (!candidate) return candidate.take_failure();
    if (!*candidate) break;
    Ranked ranked{0, std::move(**candidate)};
    const eval::DrawKeys keys(source_.program.seed, source_.program.dataset.name, ranked.candidate.row.key);
    ranked.rank = eval::SipHash(keys.row()).text("shuffle").finish();
    ranked_.push_back(std::move(ranked));
    std::ranges::push_heap(ranked_, before);
    if (ranked_.size() <= wanted()) continue;
    std::ranges::pop_heap(ranked_, before);
    ranked_.pop_back();
  }
  std::ranges::sort_heap(ranked_, before);
  return {};
}

Result<std::optional<Candidate>> Shuffled::next() {
  if (!std::exchange(read_, true)) {
    if (auto all = read_all(); !all) return all.take_failure();
  }
  if (at_ == ranked_.size()) return std::optional<Candidate>();
  auto candidate = std::move(ranked_[at_].candidate);
  candidate.place = at_++;
  return std::optional(std::move(candidate));
}

Failure duplicate(const CandidateSource& source, const std::string& key) {
  InOrder again(source);
  std::string first;
  for (;;) {
    auto candidate = again.next();
    if (!candidate) return candidate.take_failure();
    if (!*candidate) break;  // the source changed under our eyes
    if ((*candidate)->row.key != key) continue;
    if (!first.empty()) {
      return {fmt::format("{} and {} of dataset `{}` have the same key {}; add what tells them apart to its `key` line",
                          first, again.last_place(), source.program.dataset.name, eval::row_key_json(key))};
    }
    first = again.last_place();
  }
  return {fmt::format("the rows of dataset `{}` changed while their keys were checked", source.program.dataset.name)};
}

}  // namespace

FinishedRow duplicate_row(std::string key, bool is_childless) {
  FinishedRow row{.key = std::move(key), .fate = FinishedRow::Fate::Failed, .is_childless = is_childless};
  row.is_duplicate = true;
  row.cause = eval::name(eval::Cause::Source);
  row.troubles = {{"key", row.cause, "an earlier row has the same key"}};
  return row;
}

std::optional<std::uint64_t> rows_wanted(const CandidateSource& source) {
  const auto& dataset = source.program.dataset;
  if (dataset.each.empty() || (!dataset.rows && !source.limit)) return std::nullopt;
  return std::min(dataset.rows.value_or(UINT64_MAX), source.limit.value_or(UINT64_MAX));
}

std::unique_ptr<Candidates> open_candidates(const CandidateSource& source) {
  if (source.program.dataset.shuffle) return std::make_unique<Shuffled>(source);
  return std::make_unique<InOrder>(source);
}

Result<std::uint64_t> check_keys(const CandidateSource& source) {
  InOrder candidates(source);
  KeySet seen;
  for (std::uint64_t count = 0;; ++count) {
    auto candidate = candidates.next();
    if (!candidate) return candidate.take_failure();
    if (!*candidate) return count;
    if (!seen.insert((*candidate)->row.key)) return duplicate(source, (*candidate)->row.key);
  }
}

}  // namespace sdg::exec
