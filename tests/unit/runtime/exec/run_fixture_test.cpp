#include "tests/unit/runtime/exec/run_fixture.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "runtime/model/ask_plan.h"
#include "runtime/net/cancel.h"
#include "runtime/net/curl_http.h"

namespace sdg::test {
namespace {

/// Speaks like the simulator, but says what the test wants.
class ScriptedProvider final : public model::Provider {
 public:
  ScriptedProvider(RunFixture& fixture, std::unique_ptr<model::Provider> sim)
      : fixture_(fixture), sim_(std::move(sim)) {}

  std::unique_ptr<const model::AskPlan> prepare(const plan::Plan& plan, const plan::Dataset& dataset,
                                                const plan::Ask& ask) const override {
    return sim_->prepare(plan, dataset, ask);
  }
  std::string write_body(const model::AskPlan& plan, const model::Prompt& prompt,
                         std::span<const value::Message> more) const override {
    return sim_->write_body(plan, prompt, more);
  }
  Result<model::Reply> read_reply(std::string_view raw) const override { return sim_->read_reply(raw); }

  Result<model::Answer, model::Trouble> send(const model::Request& request, const net::Cancel& cancel) override {
    fixture_.asked.push_back(last_turn(request));
    fixture_.bodies.push_back(request.body);
    fixture_.most_in_flight = std::max(fixture_.most_in_flight, ++fixture_.in_flight);
    auto said = fixture_.say(request, cancel);
    --fixture_.in_flight;
    if (!said) return said.take_failure();
    return answer(*said);
  }

 private:
  /// `!length` and the like: a reply that ended for this reason.
  Result<model::Answer, model::Trouble> answer(const std::string& text) const {
    const bool cut = text.starts_with('!');
    const nlohmann::json message{{"role", "assistant"}, {"content", cut ? "" : text}};
    const nlohmann::json raw{
        {"model", "scripted-1"},
        {"choices",
         {{{"index", 0}, {"message", message}, {"finish_reason", cut ? text.substr(1) : std::string("stop")}}}},
        {"usage", {{"prompt_tokens", 10}, {"completion_tokens", 5}}}};
    model::Answer answer{raw.dump(), {}};
    auto reply = sim_->read_reply(answer.raw);
    if (!reply) return trouble(model::TroubleKind::Transient, reply.failure().message);
    answer.reply = std::move(*reply);
    return answer;
  }

  RunFixture& fixture_;
  std::unique_ptr<model::Provider> sim_;
};

class NoHttp final : public net::Http {
 public:
  Result<net::Response, net::HttpError> send(const net::Request&, const net::Cancel&) override {
    return net::HttpError{net::HttpErrorKind::Connect, "no network in this test", false};
  }
};

}  // namespace

RunFixture::RunFixture() {
  say = [](const model::Request& request, const net::Cancel&) -> Said { return "<" + last_turn(request) + ">"; };
}

exec::RunResult RunFixture::run(const plan::Plan& plan, exec::RunOptions options) {
  stop = std::make_unique<exec::Stop>();
  NoHttp nobody;
  const auto make_provider = [&](const plan::ModelSpec& model) -> Result<std::unique_ptr<model::Provider>> {
    auto sim = model::make_provider(model, {nobody, [](const std::string&) { return std::nullopt; }});
    if (!sim) return sim.take_failure();
    return std::unique_ptr<model::Provider>(std::make_unique<ScriptedProvider>(*this, std::move(*sim)));
  };
  const auto open_store = [this]() -> store::StoreResult<store::Store*> {
    ++stores_opened;
    return store.get();
  };
  const exec::Surroundings surroundings{.loop = loop,
                                        .pool = pool,
                                        .watcher = *watcher,
                                        .stop = *stop,
                                        .open_store = open_store,
                                        .make_provider = make_provider,
                                        .folder = folder.path().string()};
  return exec::run(plan, options, surroundings);
}

std::string last_turn(const model::Request& request) {
  return nlohmann::json::parse(request.body).at("messages").back().at("content").get<std::string>();
}

model::Trouble trouble(model::TroubleKind kind, std::string message) {
  return {.kind = kind, .message = std::move(message)};
}

TEST_CASE("a hand-made plan asks what its columns say") {
  RunFixture fixture;
  RunPlan plan(fixture.folder, 1);
  plan.question("a", plan.text("hello"));
  fixture.run(plan.finish());
  CHECK(fixture.asked == std::vector<std::string>{"hello"});
  CHECK(fixture.written() == "{\"a\":\"<hello>\"}\n");
}

}  // namespace sdg::test
