#include "runtime/exec/dataset_outlook.h"

#include <algorithm>
#include <set>

#include "compiler/plan/inner_nodes.h"
#include "runtime/exec/family_record.h"

namespace sdg::exec {
namespace {

using plan::NodeId;
using plan::NodeKind;

// Finished rows are evaluated all the same to learn how long prompts and replies are.
constexpr std::uint64_t kSampled = 64;

/// The columns whose questions a node reads.
void collect_asked(const plan::Dataset& dataset, NodeId id, std::set<std::uint32_t>& seen,
                   std::set<std::string>& columns) {
  if (!seen.insert(id.index).second) return;
  const auto& node = dataset[id];
  if (node.kind == NodeKind::Ask) columns.insert(dataset.asks[node.payload].column);
  for (const auto input : node.inputs) collect_asked(dataset, input, seen, columns);
  plan::visit_inner_nodes(dataset, node, [&](NodeId inner) { collect_asked(dataset, inner, seen, columns); });
}

bool is_decided(const std::vector<FinishedRow>& rows) {
  return std::ranges::none_of(rows, [](const FinishedRow& row) { return row.fate == FinishedRow::Fate::Unknown; });
}

void merge(report::ColumnForecast& into, report::ColumnForecast more) {
  into.found += more.found;
  into.again += more.again;
  into.stale += more.stale;
  into.fresh += more.fresh;
  into.depends += more.depends;
  into.at_least |= more.at_least;
  for (const auto& [reason, cells] : more.reasons) into.reasons[reason] += cells;
  into.input_tokens += more.input_tokens;
  into.output_tokens += more.output_tokens;
  if (!more.cost_nano_dollars) into.cost_nano_dollars.reset();
  if (into.cost_nano_dollars) *into.cost_nano_dollars += *more.cost_nano_dollars;
}

}  // namespace

DatasetOutlook::DatasetOutlook(DatasetWork& work, const StoredQuestions& questions)
    : work_(work),
      questions_(questions),
      times_(times_asked_of_candidate(questions.program.dataset)),
      room_(rows_wanted(work.source).value_or(UINT64_MAX)) {
  const auto& program = questions.program;
  result_.dataset = program.dataset.name;
  result_.has_each = !program.dataset.each.empty();
  for (std::size_t i = 0; i < program.dataset.asks.size(); ++i) {
    asks_.emplace_back(program.plan.models[program.dataset.asks[i].model.index], *questions.plans[i]);
  }
  for (const auto& node : program.dataset.nodes) {
    if (node.kind == NodeKind::Ask && node.block.index != 0) asks_once_ = false;
  }
}

Result<void> DatasetOutlook::look() {
  RecordedCandidates candidates(work_.source, questions_.store);
  while (room_ > 0) {
    auto recorded = candidates.next();
    if (!recorded) return recorded.take_failure();
    if (!*recorded) break;
    ++result_.candidates;
    if (!(*recorded)->candidate.is_duplicate) look_at(**recorded);
  }
  return {};
}

Result<void> DatasetOutlook::count_only() {
  const auto candidates = open_candidates(work_.source);
  for (;;) {
    auto candidate = candidates->next();
    if (!candidate) return candidate.take_failure();
    if (!*candidate) return {};
    expect_more(1, false);
  }
}

void DatasetOutlook::expect_more(std::uint64_t candidates, bool at_least) {
  result_.waiting += candidates;
  result_.at_least |= at_least;
  for (std::size_t i = 0; i < asks_.size(); ++i) {
    asks_[i].add_depending(candidates * times_[i].count, at_least || times_[i].at_least);
  }
}

bool DatasetOutlook::has_unknown_lists() const {
  const bool is_open = undecided() > 0 || waiting() > 0;
  return result_.at_least || (is_open && !questions_.program.dataset.each.empty());
}

void DatasetOutlook::look_at(const RecordedCandidates::Recorded& recorded) {
  const auto& program = questions_.program;
  if (!program.asks) return;
  const auto& [candidate, record] = recorded;
  const bool is_finished = record && record->status == store::RowStatus::Finished &&
                           record->fingerprint == program.fingerprint(candidate.row);
  if (is_finished) return take_finished(candidate, *record);
  look_into(candidate, record ? &*record : nullptr);
}

void DatasetOutlook::take_finished(const Candidate& candidate, const store::RowRecord& record) {
  ++result_.finished;
  if (!questions_.program.dataset.each.empty()) {
    const auto family = read_fates(questions_.program, candidate.row.key, record);
    room_ -= std::min(room_, family ? family->size : 0);
  }
  if (asks_once_ && record.cells.size() == asks_.size()) {
    for (auto& ask : asks_) ask.add_found(1);
  } else {
    result_.finished_cells += record.cells.size();
  }
  if (sampled_++ >= kSampled) return;
  const StoredRow row(questions_, work_.source.tables, candidate);
  for (const auto& cell : row.cells()) asks_[cell->ask].learn(*cell);
}

void DatasetOutlook::look_into(const Candidate& candidate, const store::RowRecord* record) {
  StoredRow row(questions_, work_.source.tables, candidate, room_);
  const bool wants_reasons = std::ranges::any_of(row.cells(), [&](const auto& cell) {
    return cell->state == StoredCell::State::Missing && asks_[cell->ask].wants_reasons();
  });
  std::vector<store::CellKey> present;
  if (record && wants_reasons) {
    for (const auto& cell : row.cells()) {
      if (cell->state != StoredCell::State::Missing) present.push_back(cell->key);
    }
  }
  FormerCells former(questions_.store, record && wants_reasons ? record->cells : std::vector<store::CellKey>(),
                     present);
  for (const auto& cell : row.cells()) asks_[cell->ask].add(*cell, former, record != nullptr);
  const auto rows = row.rows();
  if (!questions_.program.dataset.each.empty()) room_ -= std::min(room_, row.family().size());
  if (is_decided(rows)) return;
  ++open_;
  const auto more = open_asks(questions_.program, row);
  for (std::size_t i = 0; i < more.size(); ++i) asks_[i].add_depending(more[i].count, more[i].at_least);
}

/// The columns whose missing answers decide what an ask asks.
std::string DatasetOutlook::columns_read_by(std::size_t ask) const {
  const auto& dataset = questions_.program.dataset;
  std::set<std::uint32_t> seen;
  std::set<std::string> columns;
  for (const auto& keep : dataset.keep) collect_asked(dataset, keep, seen, columns);
  for (const auto& each : dataset.each) collect_asked(dataset, each.list, seen, columns);
  for (const auto& node : dataset.nodes) {
    const bool conditional = node.kind == NodeKind::Choose || node.kind == NodeKind::Match;
    if (conditional) collect_asked(dataset, node.inputs.front(), seen, columns);
  }
  for (const auto& turn : dataset.asks[ask].turns) collect_asked(dataset, turn.content, seen, columns);
  for (const auto& setting : dataset.asks[ask].settings) collect_asked(dataset, setting.value, seen, columns);
  columns.erase(dataset.asks[ask].column);
  std::string names;
  for (std::size_t i = 0; i < asks_.size(); ++i) {
    const auto& column = dataset.asks[i].column;
    if (!columns.erase(column)) continue;
    names += (names.empty() ? "`" : ", `") + column + "`";
  }
  return names;
}

report::DatasetForecast DatasetOutlook::finish() const {
  auto result = result_;
  for (std::size_t i = 0; i < asks_.size(); ++i) {
    Experience of_model;
    for (std::size_t j = 0; j < asks_.size(); ++j) {
      const auto& asks = questions_.program.dataset.asks;
      if (asks[j].model == asks[i].model) of_model += asks_[j].experience();
    }
    auto column = asks_[i].finish(of_model);
    if (column.depends > 0) column.depends_on = columns_read_by(i);
    const auto known = std::ranges::find_if(result.columns, [&](const report::ColumnForecast& each) {
      return each.column == column.column && each.model == column.model;
    });
    if (known == result.columns.end()) {
      result.columns.push_back(std::move(column));
    } else {
      merge(*known, std::move(column));
    }
  }
  return result;
}

}  // namespace sdg::exec
