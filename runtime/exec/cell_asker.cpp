#include "runtime/exec/cell_asker.h"

#include <fmt/format.h>

#include <memory>
#include <utility>

#include "runtime/exec/row_task.h"
#include "runtime/model/cell_key.h"
#include "runtime/model/reply_value.h"
#include "runtime/net/pool.h"

namespace sdg::exec {
namespace {

// Parsing and validating this much takes longer than two switches of threads.
constexpr std::size_t kBig = std::size_t{16} << 10;

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
      output_limit_(model::output_limit(plan_, prompt_)) {}

CellOutcome CellAsker::answer() {
  row_.note_cell(key_);
  auto claimed = claim();
  auto verdict = find();
  if (verdict == Verdict::Refused) verdict = ask_on();
  if (verdict == Verdict::Refused) outcome_.failure = conversation_->failure();
  if (outcome_.failure) ++column_.failures;
  row_.release_when_saved(std::move(claimed));
  return std::move(outcome_);
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
  conversation_.emplace(
      ReplyLimits{ask_.attempts, ask_.acceptance ? ask_.acceptance->retry : 0, entry ? entry->extra_attempts : 0});
  if (!entry) return Verdict::Refused;
  attempts_ = static_cast<std::uint32_t>(entry->attempts.size());
  const auto verdict = replay(*entry);
  if (verdict != Verdict::Refused || !conversation_->used_up()) return verdict;
  // Granted once a run: what is asked now and fails again has failed.
  if (scene_.run.options.retry_failed) {
    allow_more();
    return Verdict::Refused;
  }
  note_hit(entry->attempts.back(), entry->attempts.size() - 1);
  return Verdict::Refused;
}

/// A reply that was cut at a lower limit than the present one is no reply to this question.
bool CellAsker::counts(const store::Attempt& attempt) const {
  if (attempt.finish != model::name(model::Finish::Length) || attempt.output_limit == 0) return true;
  return output_limit_ && static_cast<std::uint64_t>(*output_limit_) <= attempt.output_limit;
}

void CellAsker::note_hit(const store::Attempt& attempt, std::size_t number) {
  ++column_.hits;
  if (!attempt.model.empty()) ++column_.models[attempt.model];
  scene_.run.watcher.hit({scene_.program.dataset.name, ask_.column, plan_.model.name, question_.row_key,
                          static_cast<std::uint32_t>(number)});
}

CellAsker::Verdict CellAsker::replay(const store::Entry& entry) {
  for (std::size_t i = 0; i < entry.attempts.size(); ++i) {
    const auto& attempt = entry.attempts[i];
    if (!counts(attempt)) continue;
    const auto reply = responder_.provider().read_reply(attempt.reply);
    if (!reply) continue;  // written by a parser that knew more
    const auto verdict = judge(*reply);
    if (verdict == Verdict::Refused) continue;
    if (verdict == Verdict::Decided) note_hit(attempt, i);
    return verdict;
  }
  return Verdict::Refused;
}

void CellAsker::allow_more() {
  const auto extra = std::max(ask_.attempts, 1U);
  row_.unsaved().allowances.push_back({key_, extra});
  conversation_->allow(extra);
}

CellAsker::Verdict CellAsker::ask_on() {
  while (!conversation_->used_up()) {
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
                         responder_.provider().write_body(plan_, prompt_, conversation_->turns())};
  auto answer = responder_.ask(std::move(request), row_.turn(), output_limit_, site, column_);
  if (answer) {
    keep(*answer);
    return judge(answer->answer.reply);
  }
  if (answer.failure().unfinished) return Verdict::Unfinished;
  return decide(no_answer(answer.failure().trouble));
}

/// Each turn's text, those of the conversation about rejected replies last, blank lines between.
std::string CellAsker::sent_text() const {
  std::string text;
  const auto add = [&](const value::Message& message) {
    text += text.empty() ? "" : "\n\n";
    text += message.content;
  };
  for (const auto& message : question_.messages) add(message);
  for (const auto& message : conversation_->turns()) add(message);
  return text;
}

/// What a test says in the place of the model. It costs nothing, so nothing of it is kept.
CellAsker::Verdict CellAsker::answer_as_given() {
  const auto& turns = conversation_->turns().empty() ? question_.messages : conversation_->turns();
  auto last = plan::Value::string(turns.empty() ? std::string() : turns.back().content);
  auto& frame = row_.evaluator().question_frame(question_, ask_.given->block, std::move(last));
  const auto said = row_.settle(ask_.given->text, frame, is_member_);
  if (said.state == eval::State::Failed) return decide(said.failure);
  if (said.state != eval::State::Ready) return Verdict::Unfinished;
  model::Reply reply;
  reply.text = said.value->text();
  return judge(reply);
}

/// Takes the raw reply; what was read of it is left.
void CellAsker::keep(TimedAnswer& answer) {
  const auto& reply = answer.answer.reply;
  const auto created = scene_.run.surroundings.now().time_since_epoch();
  store::NewAttempt kept{.cell = key_, .number = attempts_, .recipe = {}, .attempt = {}};
  if (attempts_ == 0) kept.recipe = model::recipe(plan_, prompt_);
  kept.attempt.reply = std::move(answer.answer.raw);
  kept.attempt.finish = model::name(reply.finish);
  kept.attempt.model = reply.model;
  kept.attempt.usage = stored(reply.usage);
  kept.attempt.latency_ms = answer.latency_ms;
  kept.attempt.created_at_ms = std::chrono::duration_cast<std::chrono::milliseconds>(created).count();
  kept.attempt.output_limit = static_cast<std::uint64_t>(output_limit_.value_or(0));
  kept.attempt.followed = conversation_->followed();
  row_.unsaved().attempts.push_back(std::move(kept));
  ++attempts_;
}

CellAsker::Verdict CellAsker::judge(const model::Reply& reply) {
  const auto read = [&] { return model::read_value(plan_, question_.messages, reply); };
  auto reading = reply.text.size() > kBig ? scene_.run.pool.run(read) : read();
  if (auto* violations = std::get_if<model::Violations>(&reading)) {
    conversation_->malformed(reply, *violations);
    return Verdict::Refused;
  }
  if (const auto* ended = std::get_if<model::Outcome>(&reading)) {
    conversation_->ended(*ended, reply);
    return Verdict::Refused;
  }
  return accept(reply, std::move(std::get<plan::Value>(reading)));
}

CellAsker::Verdict CellAsker::decide(plan::Value value) {
  outcome_.value = std::move(value);
  return Verdict::Decided;
}

CellAsker::Verdict CellAsker::decide(eval::FailurePtr failure) {
  outcome_.failure = std::move(failure);
  return Verdict::Decided;
}

CellAsker::Verdict CellAsker::accept(const model::Reply& reply, plan::Value value) {
  if (!ask_.acceptance) return decide(std::move(value));
  auto& frame = row_.evaluator().question_frame(question_, ask_.acceptance->block, value);
  const auto holds = row_.settle(ask_.acceptance->condition, frame, is_member_);
  if (holds.state == eval::State::Failed) return decide(holds.failure);
  if (holds.state != eval::State::Ready) return Verdict::Unfinished;
  if (holds.value->as_bool()) return decide(std::move(value));
  return reject(reply, frame);
}

CellAsker::Verdict CellAsker::reject(const model::Reply& reply, eval::Frame& frame) {
  std::optional<std::string> saying;
  if (ask_.acceptance->saying) {
    const auto said = row_.settle(*ask_.acceptance->saying, frame, is_member_);
    if (said.state == eval::State::Failed) return decide(said.failure);
    if (said.state != eval::State::Ready) return Verdict::Unfinished;
    saying = said.value->text();
  }
  conversation_->rejected(reply, std::move(saying));
  return Verdict::Refused;
}

}  // namespace sdg::exec
