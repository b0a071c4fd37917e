#include "runtime/exec/stored_row.h"

#include <utility>

#include "runtime/model/cell_key.h"

namespace sdg::exec {

using CellState = StoredCell::State;

Result<StoredAnswers> StoredAnswers::make(const plan::Plan& plan, const std::vector<bool>& models_asked,
                                          const Responders::Factory& factory) {
  StoredAnswers answers;
  answers.providers_.resize(plan.models.size());
  for (std::size_t i = 0; i < plan.models.size(); ++i) {
    if (!models_asked[i]) continue;
    auto provider = factory(plan.models[i]);
    if (!provider) return provider.take_failure();
    answers.providers_[i] = std::move(*provider);
  }
  return answers;
}

StoredQuestions::StoredQuestions(const RowProgram& its_program, const StoredAnswers& its_answers,
                                 const store::Store& its_store)
    : program(its_program), answers(its_answers), store(its_store) {
  for (const auto& ask : program.dataset.asks) {
    plans.push_back(answers.of(ask.model).prepare(program.plan, program.dataset, ask));
  }
}

StoredRow::StoredRow(const StoredQuestions& questions, eval::Tables& tables, const Candidate& candidate,
                     std::uint64_t room)
    : questions_(questions),
      evaluator_(questions.program.evaluation, candidate.row, tables, *this),
      family_(questions.program, evaluator_) {
  family_.hold_back();
  answer_all();
  family_.allow(room);
  answer_all();
}

void StoredRow::ask(eval::Question question) { asked_.push_back(std::move(question)); }

void StoredRow::answer_all() {
  for (family_.advance(); !asked_.empty(); family_.advance()) {
    for (auto& question : std::exchange(asked_, {})) look_up(std::move(question));
  }
}

void StoredRow::look_up(eval::Question question) {
  const auto index = questions_.index_of(*question.ask);
  auto& cell = *cells_.emplace_back(std::make_unique<StoredCell>());
  cell.ask = index;
  cell.question = std::move(question);
  const auto& asked = cell.question;
  cell.key = model::cell_key(*questions_.plans[index], {asked.messages, asked.settings, asked.row_key, asked.sample});
  cell.state = judge(cell);
  if (cell.state == CellState::Found) evaluator_.answer(asked, *cell.outcome.value);
  if (cell.state == CellState::Failed) evaluator_.fail(asked, cell.outcome.failure);
}

StoredCell::State StoredRow::judge(StoredCell& cell) {
  auto entry = questions_.store.find(cell.key);
  if (!entry) return CellState::Missing;
  cell.entry = std::move(*entry);
  Judge judge(
      *questions_.plans[cell.ask], cell.question, evaluator_,
      [this](eval::NodeId node, eval::Frame& frame) { return settle(node, frame); }, nullptr);
  const auto verdict = judge.replay(cell.entry, questions_.answers.of(cell.question.ask->model));
  cell.outcome = std::move(judge.outcome());
  if (verdict == Judge::Verdict::Decided) return cell.outcome.value ? CellState::Found : CellState::Failed;
  if (verdict == Judge::Verdict::Unfinished) return CellState::Open;
  if (!judge.conversation().used_up()) return CellState::AskOn;
  cell.outcome.failure = judge.conversation().failure();
  return CellState::Failed;
}

eval::Evaluation StoredRow::settle(eval::NodeId node, eval::Frame& frame) {
  for (;;) {
    auto evaluation = evaluator_.evaluate(node, frame);
    if (evaluation.state != eval::State::Pending || asked_.empty()) return evaluation;
    for (auto& question : std::exchange(asked_, {})) look_up(std::move(question));
  }
}

ComputeRows from_store(const DatasetWork& work, const StoredQuestions& questions) {
  return [&work, &questions](const Candidate& candidate, std::uint64_t room) {
    return StoredRow(questions, work.source.tables, candidate, room).rows();
  };
}

}  // namespace sdg::exec
