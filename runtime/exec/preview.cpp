#include "runtime/exec/preview.h"

#include <algorithm>
#include <utility>

#include "compiler/plan/provider_spec.h"
#include "compiler/plan/shown_columns.h"
#include "runtime/eval/row_key.h"
#include "runtime/model/endpoint.h"

namespace sdg::exec {
namespace {

using Fate = FinishedRow::Fate;

/// Texts as they are, everything else as JSON.
std::string shown(const plan::Value& value) { return value.is_string() ? value.text() : plan::to_json(value); }

report::PreviewCell show(const RowProgram& program, const StoredCell& cell) {
  const auto& ask = *cell.question.ask;
  report::PreviewCell result{ask.column, program.plan.models[ask.model.index].name, {}, {}};
  for (const auto& message : cell.question.messages) {
    result.messages.emplace_back(model::role_name(message.role), message.content);
  }
  if (cell.outcome.value) {
    result.answer = shown(*cell.outcome.value);
  } else {
    result.failed = true;
    result.answer = cell.outcome.failure ? cell.outcome.failure->message : "not answered";
  }
  return result;
}

std::string verdict(const FinishedRow& row) {
  switch (row.fate) {
    case Fate::Whole: return {};
    case Fate::FilteredOut: return "filtered out";
    case Fate::Failed: return row.troubles.empty() ? "failed" : "failed: " + row.troubles.front().message;
    case Fate::Unknown: return "not decided";
  }
  return {};
}

report::PreviewRow show(const RowProgram& program, const FinishedRow& row) {
  report::PreviewRow result{eval::row_key_json(row.key), verdict(row)};
  const auto& columns = program.dataset.columns;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto root = program.column_roots[i];
    if (!root || *root >= row.values.size()) continue;
    const auto& value = row.values[*root];
    result.values.emplace_back(columns[i].name, value.failed() ? "failed: " + value.cause : shown(value.value));
  }
  return result;
}

report::PreviewCandidate show(const StoredQuestions& questions, eval::Tables& tables, const Candidate& candidate,
                              std::uint64_t room) {
  StoredRow row(questions, tables, candidate, room);
  report::PreviewCandidate result{questions.program.dataset.name};
  for (const auto& cell : row.cells()) result.cells.push_back(show(questions.program, *cell));
  for (const auto& each : row.rows()) result.rows.push_back(show(questions.program, each));
  return result;
}

}  // namespace

plan::Plan without_outputs(plan::Plan plan, bool offline) {
  for (auto& dataset : plan.datasets) {
    dataset.columns = plan::shown_columns(dataset);
    dataset.outputs.clear();
  }
  for (auto& model : plan.models) {
    if (offline && !plan::answers_as_sim(model)) model.base_url = "sim:";
  }
  return plan;
}

Result<std::vector<report::PreviewCandidate>> preview(const plan::Plan& plan, const std::string& dataset,
                                                      std::uint64_t count, const Outlook& outlook) {
  RunOptions options;
  options.only = dataset;
  options.rows = count;
  auto stored = StoredPlan::open(plan, options, outlook);
  if (!stored) return stored.take_failure();
  std::vector<report::PreviewCandidate> shown;
  for (std::uint32_t i = 0; i < (*stored)->size(); ++i) {
    const auto* work = (*stored)->work(i);
    if (!work) continue;
    if (auto ready = (*stored)->make_ready(i); !ready) return ready.take_failure();
    if (work->program.dataset.name != dataset) continue;
    auto room = rows_wanted(work->source).value_or(UINT64_MAX);
    const auto candidates = open_candidates(work->source);
    while (room > 0) {
      auto candidate = candidates->next();
      if (!candidate) return candidate.take_failure();
      if (!*candidate) break;
      shown.push_back(show((*stored)->questions(i), work->source.tables, **candidate, room));
      room -= room == UINT64_MAX ? 0 : std::min<std::uint64_t>(room, shown.back().rows.size());
    }
  }
  return shown;
}

}  // namespace sdg::exec
