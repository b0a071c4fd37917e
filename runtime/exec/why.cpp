#include "runtime/exec/why.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "compiler/plan/json_reader.h"
#include "runtime/eval/row_key.h"
#include "runtime/exec/family_record.h"
#include "runtime/exec/frame_nesting.h"
#include "runtime/exec/open_asks.h"
#include "runtime/exec/recipe_match.h"
#include "runtime/model/cell_key.h"

namespace sdg::exec {
namespace {

using CellState = StoredCell::State;

/// `t1` may be written as it is or as JSON; `1` may be the number or the text.
std::array<std::string, 2> keys_written(const std::string& written) {
  std::string as_text;
  plan::append_json_string(as_text, written);
  const auto json = plan::read_json(written);
  return {json ? plan::to_json(*json) : as_text, as_text};
}

std::string_view verdict_of(CellState state) {
  switch (state) {
    case CellState::Found: return "answered in the store";
    case CellState::Failed: return "failed for good in the store; `sdgc run --retry failed` asks again";
    case CellState::AskOn: return "answered, but no stored reply passes as the program stands: it is asked on";
    case CellState::Missing: return "not in the store: it is asked";
    case CellState::Open: return "answered; whether that passes depends on an answer that is not there";
  }
  return {};
}

/// What the record of the present program says of a row.
std::string verdict_of(const FinishedRow& row) {
  switch (row.fate) {
    case FinishedRow::Fate::Whole: return "finished, taken as it is";
    case FinishedRow::Fate::FilteredOut: return "filtered out";
    case FinishedRow::Fate::Failed: return "failed: " + row.cause;
    case FinishedRow::Fate::Unknown: return "not decided";
  }
  return {};
}

/// One or the other, as the question names it: a candidate, or a row that its `each` makes.
struct Subject {
  std::string key;
  const eval::Frame* below = nullptr;  // nothing for the candidate itself
};

/// Of a cell that is not in the store, what of it is most like its question.
struct Nearest {
  std::vector<RecipeDifference> differences;
  std::string whose;
};

class Explanation {
 public:
  Explanation(const StoredQuestions& questions, const Candidate& candidate, StoredRow& row, Subject subject)
      : questions_(questions), candidate_(candidate), row_(row), subject_(std::move(subject)) {}

  Result<report::ExplainedRow> explain(const std::string& column) {
    const auto& dataset = questions_.program.dataset;
    report::ExplainedRow result{dataset.name, eval::row_key_json(subject_.key), verdict()};
    auto former = former_cells();
    for (const auto& cell : row_.cells()) {
      if (!concerns(*cell)) continue;
      auto explained = explain(*cell, former);
      if (!explained) return explained.take_failure();
      const bool is_wanted = column.empty() || explained->column == column;
      if (is_wanted) result.cells.push_back(std::move(*explained));
    }
    const auto open = open_asks(questions_.program, row_, subject_.below);
    for (std::size_t i = 0; i < open.size(); ++i) {
      const auto& name = dataset.asks[i].column;
      const bool is_wanted = column.empty() || name == column;
      if (open[i].count > 0 && is_wanted && std::ranges::find(result.open, name) == result.open.end()) {
        result.open.push_back(name);
      }
    }
    return result;
  }

 private:
  /// The row of the `each` that a cell belongs to, or else the candidate's.
  const eval::Frame& row_of(const StoredCell& cell) const {
    const auto* frame = cell.question.frame;
    while (frame->parent() && !questions_.program.level_of(frame->block())) frame = frame->parent();
    return *frame;
  }

  /// Whether a cell is of the subject, or of what it stands below or above.
  bool concerns(const StoredCell& cell) const {
    if (!subject_.below) return true;
    const auto& row = row_of(cell);
    return is_within(*subject_.below, row) || is_within(row, *subject_.below);
  }

  bool is_of_row_above(const StoredCell& cell) const {
    return subject_.below && !is_within(row_of(cell), *subject_.below);
  }

  std::optional<store::RowRecord> record() const {
    return questions_.store.find_row(questions_.program.dataset.name, candidate_.row.key);
  }

  bool is_subject(const FinishedRow& row) const { return !subject_.below || row.key == subject_.key; }

  std::string verdict() const {
    const auto its_record = record();
    if (its_record && its_record->fingerprint == questions_.program.fingerprint(candidate_.row)) {
      return verdict_in(*its_record);
    }
    const bool is_decided = std::ranges::none_of(row_.rows(), [&](const FinishedRow& each) {
      return is_subject(each) && each.fate == FinishedRow::Fate::Unknown;
    });
    if (is_decided) return "not made by the present program yet; all that it asks is answered in the store";
    return its_record ? "not finished by the present program" : "never finished";
  }

  std::string verdict_in(const store::RowRecord& its_record) const {
    if (subject_.below) {
      const auto family = read_record(questions_.program, candidate_.row.key, its_record);
      if (family) {
        const auto row = std::ranges::find(family->rows, subject_.key, &FinishedRow::key);
        if (row != family->rows.end()) return verdict_of(*row);
      }
    }
    return its_record.status == store::RowStatus::Finished ? "finished, taken as it is" : "failed: " + its_record.cause;
  }

  FormerCells former_cells() const {
    const auto record = this->record();
    std::vector<store::CellKey> present;
    for (const auto& cell : row_.cells()) {
      if (cell->state != CellState::Missing) present.push_back(cell->key);
    }
    return {questions_.store, record ? record->cells : std::vector<store::CellKey>(), present};
  }

  Result<report::ExplainedCell> explain(const StoredCell& cell, FormerCells& former) const {
    const auto& ask = *cell.question.ask;
    const auto& question = cell.question;
    auto recipe = read_recipe(model::recipe(*questions_.plans[cell.ask],
                                            {question.messages, question.settings, question.row_key, question.sample}));
    report::ExplainedCell result{ask.column,
                                 questions_.program.plan.models[ask.model.index].name,
                                 cell.key.hex(),
                                 std::string(verdict_of(cell.state)),
                                 {},
                                 {},
                                 {},
                                 is_of_row_above(cell)};
    if (cell.state == CellState::Missing) {
      auto match = former.take(recipe);
      auto nearest = match ? Nearest{std::move(match->differences), {}} : Nearest{};
      if (!match) {
        auto anywhere = find_anywhere(recipe);
        if (!anywhere) return anywhere.take_failure();
        nearest = std::move(*anywhere);
      }
      for (auto& each : nearest.differences) {
        result.differences.push_back({std::move(each.component), std::move(each.before), std::move(each.now)});
      }
      result.nearest = std::move(nearest.whose);
    }
    result.recipe = std::move(recipe);
    return result;
  }

  /// A row that was never finished has no list of its answers: all are looked at.
  Result<Nearest> find_anywhere(const Recipe& now) const {
    std::optional<Nearest> best;
    const auto visited = questions_.store.visit_cells([&](const store::CellKey&, const store::Entry& entry) {
      auto found = differences(read_recipe(entry.recipe), now);
      if (!is_alike(now, found.size()) || found.empty()) return true;
      if (best && found.size() >= best->differences.size()) return true;
      const bool other_row = std::ranges::find(found, "row", &RecipeDifference::component) != found.end();
      best = Nearest{std::move(found), other_row ? "an answer of another row" : ""};
      return true;
    });
    if (!visited) return Failure{visited.failure().message};
    return best ? std::move(*best) : Nearest{};
  }

  const StoredQuestions& questions_;
  const Candidate& candidate_;
  StoredRow& row_;
  Subject subject_;
};

/// The candidate, or a row that its `each` makes of it, if one of the two has one of the keys.
std::optional<Subject> find_subject(const std::array<std::string, 2>& keys, const Candidate& candidate,
                                    StoredRow* row) {
  Subject subject;
  const auto is_meant = [&](std::string_view key) {
    subject.key = key;
    return std::ranges::find(keys, eval::row_key_json(key)) != keys.end();
  };
  if (is_meant(candidate.row.key)) return subject;
  if (row) subject.below = row->family().find_below(is_meant);
  return subject.below ? std::optional(std::move(subject)) : std::nullopt;
}

Result<std::optional<report::ExplainedRow>> explain_in(const DatasetWork& work, const StoredQuestions& questions,
                                                       const RowQuestion& question) {
  const auto keys = keys_written(question.key);
  const bool looks_below = !work.program.dataset.each.empty();
  const auto candidates = open_candidates(work.source);
  for (;;) {
    auto candidate = candidates->next();
    if (!candidate) return candidate.take_failure();
    if (!*candidate) return std::optional<report::ExplainedRow>();
    std::optional<StoredRow> row;
    if (looks_below) row.emplace(questions, work.source.tables, **candidate);
    auto subject = find_subject(keys, **candidate, row ? &*row : nullptr);
    if (!subject) continue;
    if (!row) row.emplace(questions, work.source.tables, **candidate);
    auto explained = Explanation(questions, **candidate, *row, std::move(*subject)).explain(question.column);
    if (!explained) return explained.take_failure();
    return std::optional(std::move(*explained));
  }
}

}  // namespace

Result<std::vector<report::ExplainedRow>> why(const plan::Plan& plan, const RunOptions& options, const Outlook& outlook,
                                              const RowQuestion& question) {
  auto stored = StoredPlan::open(plan, options, outlook);
  if (!stored) return stored.take_failure();
  std::vector<report::ExplainedRow> rows;
  for (std::uint32_t i = 0; i < (*stored)->size(); ++i) {
    auto* work = (*stored)->work(i);
    if (!work) continue;
    if (auto ready = (*stored)->make_ready(i); !ready) return ready.take_failure();
    const auto& asks = work->program.dataset.asks;
    const bool has_column = question.column.empty()
                                ? !asks.empty()
                                : std::ranges::find(asks, question.column, &plan::Ask::column) != asks.end();
    const bool is_other = options.only && work->program.dataset.name != *options.only;
    if (!has_column || is_other) continue;
    auto row = explain_in(*work, (*stored)->questions(i), question);
    if (!row) return row.take_failure();
    if (*row) rows.push_back(std::move(**row));
  }
  return rows;
}

}  // namespace sdg::exec
