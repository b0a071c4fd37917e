#include "runtime/exec/finished_rows.h"

#include <algorithm>
#include <utility>

#include "runtime/exec/no_asker.h"
#include "runtime/exec/passed_rows.h"
#include "runtime/exec/row_family.h"

namespace sdg::exec {
namespace {

using Fate = FinishedRow::Fate;

class UpstreamRows final : public InputRows {
 public:
  UpstreamRows(const RowProgram& program, NextFinishedRow next, plan::Shape shape)
      : program_(program), next_(std::move(next)), shape_(std::move(shape)) {}

  Result<std::optional<InputRow>> next() override {
    for (;;) {
      auto row = next_();
      if (!row) return row.take_failure();
      if (!*row) return std::optional<InputRow>();
      if (!is_seen(program_, **row)) continue;
      return std::optional(InputRow{as_record(program_, **row, shape_), (*row)->place, {}, std::move((*row)->key)});
    }
  }

 private:
  const RowProgram& program_;
  NextFinishedRow next_;
  plan::Shape shape_;
};

/// Whether rows below an `each` have a `key` that could be the same twice.
bool may_repeat_keys(const plan::Dataset& dataset) {
  return std::ranges::any_of(dataset.each, [](const plan::EachSpec& each) { return !each.key.empty(); });
}

/// One that would have to ask is Unknown.
std::vector<FinishedRow> compute_rows(const RowProgram& program, eval::Tables& tables, const Candidate& candidate,
                                      std::uint64_t room) {
  NoAsker nobody;
  eval::RowEvaluator evaluator(program.evaluation, candidate.row, tables, nobody);
  RowFamily family(program, evaluator);
  family.hold_back();
  family.advance();
  if (!family.is_counted()) return {{.key = candidate.row.key, .is_childless = true}};
  family.allow(room);
  family.advance();
  return family.rows();
}

}  // namespace

ComputeRows without_asking(const CandidateSource& source) {
  return [&source](const Candidate& candidate, std::uint64_t room) {
    return compute_rows(source.program, source.tables, candidate, room);
  };
}

std::vector<FinishedRow> FinishedRows::rows_of(const RecordedCandidates::Recorded& recorded) const {
  const auto& program = source_.program;
  const auto& [candidate, record] = recorded;
  if (candidate.is_duplicate) return {duplicate_row(candidate.row.key, !program.dataset.each.empty())};
  if (record && record->fingerprint == program.fingerprint(candidate.row)) {
    auto stored = read_record(program, candidate.row.key, *record);
    if (stored && stored->reaches(room_)) return std::move(stored->rows);
  }
  return compute_(candidate, room_);
}

/// False after the last candidate.
Result<bool> FinishedRows::next_family() {
  auto recorded = candidates_.next();
  if (!recorded) return recorded.take_failure();
  if (!*recorded) return false;
  family_ = rows_of(**recorded);
  at_ = 0;
  return true;
}

Result<std::optional<FinishedRow>> FinishedRows::next() {
  while (at_ == family_.size()) {
    if (room_ == 0) return std::optional<FinishedRow>();
    const auto more = next_family();
    if (!more) return more.failure();
    if (!*more) return std::optional<FinishedRow>();
  }
  auto& row = family_[at_++];
  row.place = place_++;
  const auto& dataset = source_.program.dataset;
  if (dataset.each.empty() || row.is_childless) return std::optional(std::move(row));
  if (may_repeat_keys(dataset) && row.fate != Fate::Unknown && !seen_.insert(row.key)) {
    row = duplicate_row(std::move(row.key), false);
    row.place = place_ - 1;
  }
  if (--room_ == 0) family_.resize(at_);
  return std::optional(std::move(row));
}

std::unique_ptr<InputRows> as_input(const RowProgram& program, NextFinishedRow next, plan::Shape shape) {
  return std::make_unique<UpstreamRows>(program, std::move(next), std::move(shape));
}

InputOpener open_finished(const CandidateSource& source, const store::Store& store, plan::Shape shape,
                          PassedRows* passed) {
  return [&source, &store, passed, shape = std::move(shape)]() -> Result<std::unique_ptr<InputRows>> {
    const auto rows = std::make_shared<FinishedRows>(source, store);
    const auto next = [rows, passed] {
      auto row = rows->next();
      if (passed && row && *row) passed->note(**row);
      return row;
    };
    return as_input(source.program, next, shape);
  };
}

plan::Value as_record(const RowProgram& program, const FinishedRow& row, const plan::Shape& shape) {
  const auto& columns = program.dataset.columns;
  std::vector<plan::Value> values;
  values.reserve(shape->size());
  for (const auto& name : *shape) {
    const auto column =
        std::ranges::find_if(columns, [&](const plan::Column& each) { return each.written && each.name == name; });
    const auto root = column == columns.end()
                          ? std::nullopt
                          : program.column_roots[static_cast<std::size_t>(column - columns.begin())];
    values.push_back(root ? row.values[*root].value : plan::Value());
  }
  return plan::Value::record(shape, std::move(values));
}

plan::Shape column_shape(const RowProgram& program) {
  std::vector<std::string> names;
  for (const auto& column : program.dataset.columns) {
    if (column.written) names.push_back(column.name);
  }
  return plan::make_shape(std::move(names));
}

bool is_seen(const RowProgram& program, const FinishedRow& row) {
  if (row.fate == Fate::Whole) return true;
  return row.fate == Fate::Failed && !row.values.empty() && program.dataset.on_failure == plan::OnFailure::Keep;
}

}  // namespace sdg::exec
