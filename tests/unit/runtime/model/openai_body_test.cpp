#include "runtime/model/openai_body.h"

#include <doctest/doctest.h>

#include <string>

#include "runtime/model/reply_value.h"
#include "tests/unit/runtime/model/ask_fixture.h"

using namespace sdg;
using model::AskFixture;
using plan::Value;

TEST_CASE("a request is its settings in order of names, then its messages") {
  AskFixture ask;
  ask.model.parameters = {{"temperature", Value(0.3)}, {"max_tokens", Value(std::int64_t{100})}};
  ask.set("stop", Value::list({Value::string("\n")}));
  CHECK(ask.body() == R"({"model":"DeepSeek-V3","max_tokens":100,"stop":["\n"],"temperature":0.3,"messages":[)"
                      R"({"role":"system","content":"Be brief."},{"role":"user","content":"What is 7 × 8?"}]})");
}

TEST_CASE("what is said to us, or about streaming, is not sent; tags travel as metadata") {
  AskFixture ask;
  ask.messages.erase(ask.messages.begin());
  ask.set("concurrency", Value(std::int64_t{4}));
  ask.set("sample", Value(std::int64_t{4}));
  ask.set("stream", Value(true));
  ask.set("tags", Value::record(plan::make_shape({"team"}), {Value::string("data")}));
  CHECK(ask.body() == R"({"model":"DeepSeek-V3","metadata":{"team":"data"},"messages":[)"
                      R"({"role":"user","content":"What is 7 × 8?"}]})");
}

TEST_CASE("a setting of a row stands where a constant one would") {
  AskFixture ask;
  ask.messages.erase(ask.messages.begin());
  ask.model.parameters = {{"temperature", Value(0.9)}, {"top_p", Value(0.5)}};
  ask.compute("temperature");
  ask.settings = {{"temperature", Value(0.1)}};
  CHECK(ask.body() == R"({"model":"DeepSeek-V3","temperature":0.1,"top_p":0.5,"messages":[)"
                      R"({"role":"user","content":"What is 7 × 8?"}]})");
  ask.settings = {{"temperature", Value()}};  // null leaves it out
  CHECK(ask.body().find("temperature") == std::string::npos);
}

TEST_CASE("tool calls are sent as the protocol has them") {
  AskFixture ask;
  const auto call = Value::record(
      plan::make_shape({"id", "name", "arguments"}),
      {Value::string("c1"), Value::string("add"), Value::record(plan::make_shape({"a"}), {Value(std::int64_t{1})})});
  ask.messages = {{plan::Role::User, "add", {}, {}},
                  {plan::Role::Assistant, "", Value::list({call}), {}},
                  {plan::Role::Tool, "1", {}, "c1"}};
  CHECK(ask.body() ==
        R"({"model":"DeepSeek-V3","messages":[{"role":"user","content":"add"},)"
        R"({"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":)"
        R"({"name":"add","arguments":"{\"a\":1}"}}]},{"role":"tool","content":"1","tool_call_id":"c1"}]})");
}

TEST_CASE("a rejected reply and what was wrong with it follow as two turns") {
  AskFixture ask;
  ask.messages.erase(ask.messages.begin());
  model::Reply reply;
  reply.text = "maybe 55";
  CHECK(ask.body(model::rejection_turns(reply, "Only the number.")) ==
        R"({"model":"DeepSeek-V3","messages":[{"role":"user","content":"What is 7 × 8?"},)"
        R"({"role":"assistant","content":"maybe 55"},{"role":"user","content":"Only the number."}]})");
}

TEST_CASE("a prefill is joined with the reply that went on from it, and begins the next one too") {
  AskFixture ask;
  ask.messages = {{plan::Role::User, "count", {}, {}}, {plan::Role::Assistant, "One, ", {}, {}}};
  model::Reply reply;
  reply.text = "three";
  CHECK(ask.body(model::rejection_turns(reply, "No.")) ==
        R"({"model":"DeepSeek-V3","messages":[{"role":"user","content":"count"},)"
        R"({"role":"assistant","content":"One, three"},{"role":"user","content":"No."},)"
        R"({"role":"assistant","content":"One, "}]})");
}

TEST_CASE("a record is asked for by the provider's schema mode") {
  AskFixture ask;
  ask.ask.format.kind = plan::ReplyFormat::Kind::Json;
  ask.ask.reply = ask.plan.types.record_of({{"why", ask.plan.types.of(plan::TypeKind::String), "", {}}});
  const auto body = ask.body();
  CHECK(
      body.find(R"("response_format":{"type":"json_schema","json_schema":{"name":"reply","strict":true,"schema":{)") !=
      std::string::npos);
  CHECK(body.find("JSON Schema") == std::string::npos);
}

TEST_CASE("where the program switches that mode off, the schema stands behind the last user turn") {
  AskFixture ask;
  ask.ask.format.kind = plan::ReplyFormat::Kind::Json;
  ask.ask.reply = ask.plan.types.record_of({{"why", ask.plan.types.of(plan::TypeKind::String), "", {}}});
  ask.set("response_format", Value());
  const auto body = ask.body();
  CHECK(body.find("response_format") == std::string::npos);
  CHECK(body.find("What is 7 × 8?\\n\\nAnswer with JSON only") != std::string::npos);
}

TEST_CASE("a schema that the program writes itself is the only one") {
  AskFixture ask;
  ask.ask.format.kind = plan::ReplyFormat::Kind::Json;
  ask.ask.reply = ask.plan.types.record_of({{"why", ask.plan.types.of(plan::TypeKind::String), "", {}}});
  ask.set("response_format", Value::record(plan::make_shape({"type"}), {Value::string("json_schema")}));
  CHECK(ask.body() == R"({"model":"DeepSeek-V3","response_format":{"type":"json_schema"},"messages":[)"
                      R"({"role":"system","content":"Be brief."},{"role":"user","content":"What is 7 × 8?"}]})");
}

TEST_CASE("the lowest output limit in force is known") {
  AskFixture ask;
  CHECK_FALSE(model::output_limit(ask.prepare(), ask.prompt()));
  ask.model.parameters = {{"max_tokens", Value(std::int64_t{100})}};
  CHECK(model::output_limit(ask.prepare(), ask.prompt()) == 100);
  ask.compute("max_tokens");
  ask.settings = {{"max_tokens", Value(std::int64_t{50})}};
  CHECK(model::output_limit(ask.prepare(), ask.prompt()) == 50);
}
