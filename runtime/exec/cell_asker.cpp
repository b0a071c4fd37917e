#include "runtime/exec/cell_asker.h"

#include <fmt/format.h>

#include <memory>
#include <utility>

#include "runtime/eval/row_key.h"
#include "runtime/exec/row_task.h"
#include "runtime/model/cell_key.h"
#include "runtime/model/recording.h"

namespace sdg::exec {
namespace {

store::Usage stored(const model::Usage& usage) {
  return {static_cast<std::uint64_t>(usage.input), static_cast<std::uint64_t>(usage.cached),
          static_cast<std::uint64_t>(usage.output)};
}

eval::FailurePtr no_answer(const model::Trouble& trouble) {
  const auto cause = trouble.kind == model::TroubleKind::Row ? eval::Cause::Provider : eval::Cause::Transport;
  return std::make_shared<const eval::CellFailure>(eval::CellFailure{cause, trouble.message});
}

}  // namespace

CellAsker::CellAsker(DatasetScene& scene, RowTask& row, const eval::Question& question, bool is_member)
    : scene_(scene),
      row_(row),
      question_(question),
      is_member_(is_member),
      ask_(*question.ask),
      plan_(*scene.ask_plans[scene.ask_index(ask_)]),
      prompt_{question.messages, question.settings, question.row_key, question.sample},
      key_(model::cell_key(plan_, prompt_)),
      responder_(scene.run.responders[ask_.model]),
      column_(scene.column_of(ask_)),
      judge_(
          plan_, question, row.evaluator(),
          [this](eval::NodeId node, eval::Frame& frame) { return row_.settle(node, frame, is_member_); },
          &scene.run.pool) {}

CellOutcome CellAsker::answer() {
  row_.note_cell(key_);
  auto claimed = claim();
  auto verdict = find();
  if (verdict == Verdict::Refused) verdict = ask_on();
  auto& outcome = judge_.outcome();
  if (verdict == Verdict::Refused) outcome.failure = judge_.conversation().failure();
  if (outcome.failure) ++column_.failures;
  row_.release_when_saved(std::move(claimed));
  return std::move(outcome);
}

CellTable::Claim CellAsker::claim() {
  auto& cells = scene_.run.cells;
  if (!cells.is_taken(key_)) return cells.claim(key_);
  row_.save();  // it may be this very row that has it
  const Crew::Away away(scene_.run.questions, is_member_);
  return cells.claim(key_);
}

/// What the store has decided.
CellAsker::Verdict CellAsker::find() {
  const auto entry = scene_.run.store.find(key_);
  if (!entry) return Verdict::Refused;
  attempts_ = static_cast<std::uint32_t>(entry->attempts.size());
  const auto verdict = judge_.replay(*entry, responder_.provider());
  if (verdict == Verdict::Decided) note_hit(entry->attempts[judge_.accepted()], judge_.accepted());
  if (verdict != Verdict::Refused || !judge_.conversation().used_up()) return verdict;
  // Granted once a run: what is asked now and fails again has failed.
  if (scene_.run.options.retry_failed) {
    allow_more();
    return Verdict::Refused;
  }
  note_hit(entry->attempts.back(), entry->attempts.size() - 1);
  return Verdict::Refused;
}

void CellAsker::note_hit(const store::Attempt& attempt, std::size_t number) {
  ++column_.hits;
  if (!attempt.model.empty()) ++column_.models[attempt.model];
  scene_.run.watcher.hit({scene_.program.dataset.name, ask_.column, plan_.model.name, question_.row_key,
                          static_cast<std::uint32_t>(number)});
}

void CellAsker::allow_more() {
  const auto extra = std::max(ask_.attempts, 1U);
  row_.unsaved().allowances.push_back({key_, extra});
  judge_.conversation().allow(extra);
}

CellAsker::Verdict CellAsker::ask_on() {
  while (!judge_.conversation().used_up()) {
    const auto verdict = ask_once();
    if (verdict != Verdict::Refused) return verdict;
  }
  return Verdict::Refused;
}

CellAsker::Verdict CellAsker::ask_once() {
  auto& run = scene_.run;
  if (auto* log = run.surroundings.prompts) log->note(row_.turn(), ask_, sent_text());
  if (ask_.given) return answer_as_given();
  if (run.options.locked) {
    run.stop.drain(StopReason::Locked,
                   fmt::format("`{}` of dataset `{}` would have to be asked, which --locked forbids", ask_.column,
                               scene_.program.dataset.name));
  }
  // All that this request depends on is kept before it is paid for.
  row_.save();
  if (scene_.too_many_failures || run.stop.draining()) return Verdict::Unfinished;
  const report::CallSite site{scene_.program.dataset.name, ask_.column, plan_.model.name, question_.row_key, attempts_};
  model::Request request{plan_, key_, attempts_, 0,
                         responder_.provider().write_body(plan_, prompt_, judge_.conversation().turns())};
  auto arrival = responder_.ask(std::move(request), row_.turn(), judge_.output_limit(), site, column_);
  if (arrival) {
    record(arrival->answer.raw);
    keep(*arrival);
    return judge_.judge(arrival->answer.reply);
  }
  if (arrival.failure().unfinished) return Verdict::Unfinished;
  return judge_.decide(no_answer(arrival.failure().trouble));
}

/// Each turn's text, those of the conversation about rejected replies last, blank lines between.
std::string CellAsker::sent_text() const {
  std::string text;
  const auto add = [&](const value::Message& message) {
    text += text.empty() ? "" : "\n\n";
    text += message.content;
  };
  for (const auto& message : question_.messages) add(message);
  for (const auto& message : judge_.conversation().turns()) add(message);
  return text;
}

/// What a test says in the place of the model. It costs nothing, so nothing of it is kept.
CellAsker::Verdict CellAsker::answer_as_given() {
  const auto& turns = judge_.conversation().turns().empty() ? question_.messages : judge_.conversation().turns();
  auto last = plan::Value::string(turns.empty() ? std::string() : turns.back().content);
  auto& frame = row_.evaluator().question_frame(question_, ask_.given->block, std::move(last));
  const auto said = row_.settle(ask_.given->text, frame, is_member_);
  if (said.state == eval::State::Failed) return judge_.decide(said.failure);
  if (said.state != eval::State::Ready) return Verdict::Unfinished;
  model::Reply reply;
  reply.text = said.value->text();
  return judge_.judge(reply);
}

void CellAsker::record(const std::string& raw) const {
  auto* recorder = scene_.run.surroundings.recorder;
  if (!recorder) return;
  recorder->note(prompt_, attempts_, eval::row_key_json(question_.row_key), ask_.column,
                 responder_.provider().without_secrets(raw));
}

/// Takes the raw reply and the permit; what was read of the reply is left.
void CellAsker::keep(Arrival& arrival) {
  const auto& reply = arrival.answer.reply;
  const auto created = scene_.run.surroundings.now().time_since_epoch();
  store::NewAttempt kept{.cell = key_, .number = attempts_, .recipe = {}, .attempt = {}};
  if (attempts_ == 0) kept.recipe = model::recipe(plan_, prompt_);
  kept.attempt.reply = std::move(arrival.answer.raw);
  kept.attempt.finish = model::name(reply.finish);
  kept.attempt.model = reply.model;
  kept.attempt.usage = stored(reply.usage);
  kept.attempt.latency_ms = arrival.latency_ms;
  kept.attempt.created_at_ms = std::chrono::duration_cast<std::chrono::milliseconds>(created).count();
  kept.attempt.output_limit = static_cast<std::uint64_t>(judge_.output_limit().value_or(0));
  kept.attempt.followed = judge_.conversation().followed();
  row_.unsaved().attempts.push_back(std::move(kept));
  row_.release_when_saved(std::move(arrival.permit));
  ++attempts_;
}

}  // namespace sdg::exec
