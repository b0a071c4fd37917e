#include <fmt/format.h>

#include <utility>

#include "runtime/model/ask_plan.h"
#include "runtime/model/cell_key.h"
#include "runtime/model/chat_provider.h"
#include "runtime/model/openai_reply.h"
#include "runtime/model/recording.h"

namespace sdg::model {
namespace {

/// Answers with what a recorded run was told.
class ReplayProvider final : public ChatProvider {
 public:
  ReplayProvider(std::string path, std::unique_ptr<Recording> recording)
      : path_(std::move(path)), recording_(std::move(recording)) {}

  /// What is looked up stands in the place of a body: nobody else reads it.
  std::string write_body(const AskPlan& /*plan*/, const Prompt& prompt,
                         std::span<const value::Message> /*more*/) const override {
    return question_key(prompt).hex();
  }

  Result<Answer, Trouble> send(const Request& request, const net::Cancel& /*cancel*/) override {
    const auto question = plan::Digest::from_hex(request.body);
    auto raw = recording_->find(question.value_or(plan::Digest{}), request.attempt);
    if (!raw) return row_trouble(raw.failure().message);
    if (!*raw) return row_trouble(fmt::format("the recording `{}` has no answer to this question", path_));
    auto reply = read_openai_reply(**raw);
    if (!reply) return row_trouble(reply.failure().message);
    return Answer{std::move(**raw), std::move(*reply)};
  }

 private:
  static Trouble row_trouble(std::string message) { return {.kind = TroubleKind::Row, .message = std::move(message)}; }

  /// Another recording answers otherwise.
  void name_endpoint(AskPlan& plan) const override {
    plan.dialect = "replay";
    plan.model_id = recording_->digest().hex();
  }

  std::string path_;
  std::unique_ptr<Recording> recording_;
};

}  // namespace

Result<std::unique_ptr<Provider>> make_replay(const plan::ModelSpec& model) {
  auto recording = Recording::open(model.id);
  if (!recording) {
    return Failure{fmt::format("model `{}`: {}; `sdgc run FILE --record {}` makes one", model.name,
                               recording.failure().message, model.id)};
  }
  return std::unique_ptr<Provider>(std::make_unique<ReplayProvider>(model.id, std::move(*recording)));
}

}  // namespace sdg::model
