#include <doctest/doctest.h>

#include <chrono>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "compiler/plan/encoder.h"
#include "runtime/model/reply_value.h"
#include "tests/unit/runtime/model/ask_fixture.h"

using namespace sdg;
using model::AskFixture;
using plan::ReplyFormat;
using plan::TypeId;
using plan::TypeKind;
using plan::Value;

namespace {

struct Sim : AskFixture {
  explicit Sim(std::string options = "") {
    model.provider = "sim";
    model.id = std::move(options);
    model.base_url.clear();
  }
  Result<model::Answer, model::Trouble> ask_row(int row, std::uint32_t attempt = 0, std::uint32_t retry = 0) {
    row_key = "row-" + std::to_string(row);
    const auto& its_plan = prepare();
    model::Request request{its_plan, model::cell_key(its_plan, prompt()), attempt, retry,
                           provider->write_body(its_plan, prompt(), {})};
    return provider->send(request, cancel);
  }
  std::string text(int row) {
    const auto answer = ask_row(row);
    return answer ? answer->reply.text : "trouble: " + answer.failure().message;
  }
  /// The value of a row's reply, or what is wrong with it.
  std::string value(int row) {
    const auto answer = ask_row(row);
    if (!answer) return "trouble: " + answer.failure().message;
    const auto stored = provider->read_reply(answer->raw);
    const auto result = model::read_value(*ask_plan, messages, *stored);
    if (const auto* value = std::get_if<Value>(&result)) return plan::to_json(*value);
    if (const auto* wrong = std::get_if<model::Violations>(&result))
      return "violation: " + wrong->sentences.front() + " in " + answer->reply.text;
    return "outcome";
  }
  net::Cancel cancel;
};

plan::Type bounded(TypeKind kind, std::optional<double> min, std::optional<double> max, std::string pattern = "") {
  plan::Type type;
  type.kind = kind;
  type.min = min;
  type.max = max;
  type.pattern = std::move(pattern);
  return type;
}

/// A type of every kind, with and without bounds.
std::vector<TypeId> all_sorts(plan::TypeTable& types) {
  std::vector<TypeId> sorts;
  for (const auto kind : {TypeKind::Bool, TypeKind::Int, TypeKind::Float, TypeKind::String, TypeKind::Bytes,
                          TypeKind::Json, TypeKind::Date, TypeKind::DateTime, TypeKind::Duration}) {
    sorts.push_back(types.of(kind));
  }
  sorts.push_back(types.add(bounded(TypeKind::Int, 1, 5)));
  sorts.push_back(types.add(bounded(TypeKind::Int, -7, -7)));
  sorts.push_back(types.add(bounded(TypeKind::Int, 1'000'000, {})));
  sorts.push_back(types.add(bounded(TypeKind::Int, {}, -50)));
  sorts.push_back(types.add(bounded(TypeKind::Float, 0.251, 0.252)));
  sorts.push_back(types.add(bounded(TypeKind::String, 200, 300)));
  sorts.push_back(types.add(bounded(TypeKind::String, 3, 3)));
  sorts.push_back(types.add(bounded(TypeKind::String, {}, 10)));
  sorts.push_back(types.add(bounded(TypeKind::String, {}, {}, "^[A-Z]{2}-\\d{4}$")));
  sorts.push_back(types.add(bounded(TypeKind::String, 4, 8, "^(ab|cd)+$")));
  sorts.push_back(types.literal_of({Value::string("easy"), Value::string("hard")}));
  sorts.push_back(types.literal_of({Value(std::int64_t{1}), Value(std::int64_t{2})}));
  return sorts;
}

}  // namespace

TEST_CASE("the offline model answers every type with a value of it") {
  Sim sim;
  auto sorts = all_sorts(sim.plan.types);
  for (const auto type : sorts) {
    sim.ask.reply = type;
    sim.ask.format.kind =
        sim.plan.types[type].kind == TypeKind::String ? ReplyFormat::Kind::Text : ReplyFormat::Kind::Scalar;
    if (sim.plan.types[type].kind == TypeKind::Json) sim.ask.format.kind = ReplyFormat::Kind::Json;
    CAPTURE(sim.plan.types.show(type));
    for (int row = 0; row < 20; ++row) CHECK(sim.value(row).find("violation") == std::string::npos);
  }
}

TEST_CASE("records and lists of every type are answered too, under every name") {
  Sim sim;
  auto& types = sim.plan.types;
  std::vector<plan::Field> fields;
  int number = 0;
  for (const auto type : all_sorts(types)) {
    fields.push_back({"field_" + std::to_string(number++), type, "", {}});
    fields.push_back({"maybe_" + std::to_string(number), types.optional_of(type), "", {}});
    fields.push_back({"many_" + std::to_string(number), types.list_of(type), "", {}});
  }
  for (const auto* name : {"email", "age", "year", "city", "question", "sql", "code", "id", "role", "price", "date"}) {
    fields.push_back({name, types.add(bounded(TypeKind::String, 1, 12)), "", {}});
  }
  sim.ask.reply = types.list_of(types.record_of(std::move(fields)), 2, 3);
  sim.ask.format.kind = ReplyFormat::Kind::Json;
  for (int row = 0; row < 20; ++row) CHECK(sim.value(row).substr(0, 2) == "[{");
}

TEST_CASE("the offline model keeps to every form of a reply") {
  Sim sim;
  auto& types = sim.plan.types;
  const auto record = types.record_of(
      {{"score", types.add(bounded(TypeKind::Int, 1, 5)), "", {}}, {"why", types.of(TypeKind::String), "", {}}});
  const std::vector<std::pair<ReplyFormat, TypeId>> forms{
      {{ReplyFormat::Kind::Sections, {"[Score]", "[Why]"}}, record},
      {{ReplyFormat::Kind::Tags, {"score", "why"}}, record},
      {{ReplyFormat::Kind::Regex, {R"(score (\d{1}))"}}, types.of(TypeKind::Int)},
      {{ReplyFormat::Kind::Code, {"sql"}}, types.of(TypeKind::String)},
  };
  for (const auto& [format, type] : forms) {
    sim.ask.format = format;
    sim.ask.reply = type;
    for (int row = 0; row < 10; ++row) {
      const auto value = sim.value(row);
      CAPTURE(value);
      CHECK(value.find("violation") == std::string::npos);
    }
  }
}

TEST_CASE("the same question has the same answer, another row another one") {
  Sim sim, again;
  std::map<std::string, int> texts;
  for (int row = 0; row < 50; ++row) {
    CHECK(sim.text(row) == again.text(row));
    ++texts[sim.text(row)];
  }
  CHECK(texts.size() > 45);
}

TEST_CASE("a reply takes up the words of the prompt") {
  Sim sim;
  sim.messages = {{plan::Role::User, "Write a short story about lighthouses", {}, {}}};
  int about = 0;
  for (int row = 0; row < 20; ++row) {
    about += sim.text(row).find("ighthouses") != std::string::npos || sim.text(row).find("story") != std::string::npos;
  }
  CHECK(about > 15);
}

TEST_CASE("a reply reads like one of a server") {
  Sim sim;
  const auto answer = sim.ask_row(1);
  REQUIRE(answer.ok());
  CHECK(answer->reply.model == "sim");
  CHECK(answer->reply.finish == model::Finish::Stop);
  CHECK(answer->reply.usage.input > 0);
  CHECK(answer->reply.usage.output > 0);
  const auto again = sim.provider->read_reply(answer->raw);
  REQUIRE(again.ok());
  CHECK(again->text == answer->reply.text);
}

TEST_CASE("failures, limits, refusals and cuts come as often as is said") {
  Sim failing("fail=0.5");
  int failed = 0, later = 0;
  for (int row = 0; row < 200; ++row) {
    if (failing.ask_row(row).ok()) continue;
    ++failed;
    for (std::uint32_t retry = 1; retry < 20 && later < failed; ++retry) later += failing.ask_row(row, 0, retry).ok();
  }
  CHECK(failed > 70);
  CHECK(failed < 130);
  CHECK(later == failed);  // a retry may succeed

  Sim limited("limit=1");
  const auto told = limited.ask_row(1);
  REQUIRE_FALSE(told.ok());
  CHECK(told.failure().kind == model::TroubleKind::RateLimited);
  CHECK(told.failure().retry_after.has_value());

  CHECK(Sim("refuse=1").ask_row(1)->reply.finish == model::Finish::Refusal);
  CHECK(Sim("cut=1").ask_row(1)->reply.finish == model::Finish::Length);
}

TEST_CASE("a malformed reply has not the asked form, and another attempt may have it") {
  Sim sim("malformed=0.5");
  auto& types = sim.plan.types;
  sim.ask.reply =
      types.record_of({{"score", types.of(TypeKind::Int), "", {}}, {"why", types.of(TypeKind::String), "", {}}});
  sim.ask.format.kind = ReplyFormat::Kind::Json;
  int malformed = 0;
  for (int row = 0; row < 100; ++row) malformed += sim.value(row).find("violation") == 0;
  CHECK(malformed > 30);
  CHECK(malformed < 70);
  bool differs = false;
  for (std::uint32_t attempt = 1; attempt < 5; ++attempt) {
    differs = differs || sim.ask_row(1, attempt)->reply.text != sim.ask_row(1)->reply.text;
  }
  CHECK(differs);
}

TEST_CASE("latency is waited for, and a cancel ends the wait") {
  using namespace std::chrono_literals;
  Sim sim("latency=30ms");
  const auto begin = std::chrono::steady_clock::now();
  CHECK(sim.ask_row(1).ok());
  CHECK(std::chrono::steady_clock::now() - begin >= 30ms);
  Sim slow("latency=1000s");
  slow.cancel.request();
  CHECK(slow.ask_row(1).failure().kind == model::TroubleKind::Cancelled);
}

TEST_CASE("any provider is offline behind `sim:`, with options") {
  AskFixture fixture;
  fixture.model.base_url = "sim:refuse=1";
  const auto& its_plan = fixture.prepare();
  const net::Cancel cancel;
  const auto answer = fixture.provider->send({its_plan, model::cell_key(its_plan, fixture.prompt()), 0, 0,
                                              fixture.provider->write_body(its_plan, fixture.prompt(), {})},
                                             cancel);
  REQUIRE(answer.ok());
  CHECK(answer->reply.finish == model::Finish::Refusal);
  CHECK(fixture.http.sent.empty());
}
