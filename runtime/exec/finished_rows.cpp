#include "runtime/exec/finished_rows.h"

#include <algorithm>
#include <utility>

#include "runtime/exec/no_asker.h"

namespace sdg::exec {
namespace {

using eval::State;
using Fate = FinishedRow::Fate;

class UpstreamRows final : public InputRows {
 public:
  UpstreamRows(const CandidateSource& source, const store::Store& store, plan::Shape shape)
      : program_(source.program), rows_(source, store), shape_(std::move(shape)) {}

  Result<std::optional<InputRow>> next() override {
    for (;;) {
      auto row = rows_.next();
      if (!row) return row.take_failure();
      if (!*row) return std::optional<InputRow>();
      if (!is_seen(program_, **row)) continue;
      return std::optional(InputRow{as_record(program_, **row, shape_), (*row)->place, {}, std::move((*row)->key)});
    }
  }

 private:
  const RowProgram& program_;
  FinishedRows rows_;
  plan::Shape shape_;
};

/// What stands in the store where a row's cells were all decided.
Fate fate_of(const store::RowRecord& record) {
  if (record.status == store::RowStatus::Failed) return Fate::Failed;
  return record.kept.value_or(true) ? Fate::Whole : Fate::FilteredOut;
}

void note_failure(FinishedRow& row, const eval::CellFailure& failure, std::string column) {
  row.fate = Fate::Failed;
  if (!row.cause.empty()) return;
  row.cause = eval::name(failure.cause);
  row.message = failure.message;
  row.column = std::move(column);
}

/// False where the row is decided by its filters.
bool passes_filters(FinishedRow& row, const RowProgram& program, eval::RowEvaluator& evaluator) {
  for (const auto node : program.dataset.keep) {
    const auto keep = evaluator.evaluate(node);
    if (keep.state == State::Failed) {
      note_failure(row, *keep.failure, "keep");
      return false;
    }
    if (keep.state != State::Ready) return false;
    if (keep.value->as_bool()) continue;
    row.fate = Fate::FilteredOut;
    return false;
  }
  return true;
}

}  // namespace

std::optional<FinishedRow> find_finished(const RowProgram& program, const store::Store& store,
                                         const Candidate& candidate) {
  auto record = store.find_row(program.dataset.name, candidate.row.key);
  if (!record || record->fingerprint != program.fingerprint(candidate.row)) return std::nullopt;
  FinishedRow row{.place = candidate.place, .key = candidate.row.key, .fate = fate_of(*record), .from_store = true};
  if (record->values.empty()) return row;
  auto values = decode_row_values(record->values);
  if (!values || values->size() != program.roots.size()) return std::nullopt;
  row.values = std::move(*values);
  return row;
}

FinishedRow compute_row(const RowProgram& program, eval::Tables& tables, const Candidate& candidate) {
  NoAsker nobody;
  eval::RowEvaluator evaluator(program.evaluation, candidate.row, tables, nobody);
  FinishedRow row{.place = candidate.place, .key = candidate.row.key};
  if (!passes_filters(row, program, evaluator)) return row;
  row.fate = Fate::Whole;
  for (std::uint32_t i = 0; i < program.roots.size(); ++i) {
    auto evaluation = evaluator.evaluate(program.roots[i]);
    if (evaluation.state == State::Ready) {
      row.values.push_back({*evaluation.value, {}});
    } else if (evaluation.state == State::Failed) {
      note_failure(row, *evaluation.failure, root_name(program, i));
      row.values.push_back({plan::Value(), std::string(eval::name(evaluation.failure->cause))});
    } else {
      return {.place = candidate.place, .key = candidate.row.key};
    }
  }
  return row;
}

Result<std::optional<FinishedRow>> FinishedRows::next() {
  auto candidate = candidates_->next();
  if (!candidate) return candidate.take_failure();
  if (!*candidate) return std::optional<FinishedRow>();
  const auto& program = source_.program;
  if ((*candidate)->is_duplicate) {
    FinishedRow row{.place = (*candidate)->place, .key = (*candidate)->row.key};
    note_failure(row, duplicate_key(), "key");
    return std::optional(std::move(row));
  }
  if (program.asks) {
    if (auto row = find_finished(program, store_, **candidate)) return row;
  }
  return std::optional(compute_row(program, source_.tables, **candidate));
}

InputOpener open_finished(const CandidateSource& source, const store::Store& store, plan::Shape shape) {
  return [&source, &store, shape = std::move(shape)]() -> Result<std::unique_ptr<InputRows>> {
    return std::unique_ptr<InputRows>(std::make_unique<UpstreamRows>(source, store, shape));
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
