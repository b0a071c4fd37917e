#include "runtime/model/cell_key.h"

#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/runtime/model/ask_fixture.h"

using namespace sdg;
using model::AskFixture;
using plan::Value;

namespace {

Value text(std::string words) { return Value::string(std::move(words)); }

Value tool_call() {
  return Value::list(
      {Value::record(plan::make_shape({"id", "name", "arguments"}),
                     {text("c1"), text("add"), Value::record(plan::make_shape({"a"}), {Value(std::int64_t{1})})})});
}

plan::TypeId scored(plan::TypeTable& types) {
  plan::Type score;
  score.kind = plan::TypeKind::Int;
  score.min = 1;
  score.max = 5;
  return types.record_of(
      {{"score", types.add(score), "how good", {}}, {"why", types.of(plan::TypeKind::String), "", {}}});
}

struct Case {
  std::string_view name;
  std::function<void(AskFixture&)> change;
  std::string_view key;
};

void nothing(AskFixture&) {}

/// Each changes the plain question in one way that asks something else.
const std::vector<Case> kMisses{
    {"the plain question", nothing, "96873712775e93040ce8716205178d8eedef7e1cde2b83534b70afd5ed0d9ec1"},
    {"another model", [](AskFixture& f) { f.model.id = "DeepSeek-V4"; },
     "3445148cf2d46cbaf89dcfc40310bc2279b193a11f339370ea93e1b84e9dc637"},
    {"another server", [](AskFixture& f) { f.model.base_url = "http://127.0.0.1:8000/v1"; },
     "236b07d2abc9515c2e943f4fd99de8875f8787fe64e79b0233147e754e661aef"},
    {"a tag", [](AskFixture& f) { f.model.tag = "deepseek-v3"; },
     "f80d19cdf3e56c0865388e308057a82432a62cc099f8b5a12f38ee07a8119ae0"},
    {"the offline model", [](AskFixture& f) { f.model.base_url = "sim:"; },
     "6cfc098a48fffbf5cb7dcae0180a7bd7092ff33a8b9b554b14af38bf8e6dd7c9"},
    {"an offline model that errs", [](AskFixture& f) { f.model.base_url = "sim:malformed=0.1"; },
     "56f39930d16faabe67eee9a716c688aeb833e287bcd496e1d04fdf08aa82584b"},
    {"a temperature",
     [](AskFixture& f) {
       f.model.parameters = {{"temperature", Value(0.3)}};
     },
     "a5effb44b6c3125fb23ace14864ce02550e3476c2ba7d4c1ba9a2e8b6366f2d8"},
    {"a temperature as an int",
     [](AskFixture& f) {
       f.model.parameters = {{"temperature", Value(std::int64_t{1})}};
     },
     "8eca5f45c9e6a246ce40cd72c93ac3ce0ade249b5da74f4aaae25098d520c783"},
    {"two settings", [](AskFixture& f) { f.set("top_p", Value(0.5)), f.set("stop", Value::list({text("\n")})); },
     "d3efc465cd3a51bb822bbab2e7511e85d735417c8d7132de6beb04b9e1faf89e"},
    {"a query", [](AskFixture& f) { f.model.base_url += "?api-version=2"; },
     "bad15fb57b7c06f52a18b63e6c1a23b3b278ce46465bce6f925c0a173c3bb7cf"},
    {"a header that changes replies",
     [](AskFixture& f) {
       f.model.headers = {{"X-Beta", {"", "on"}}};
     },
     "ac255c699208c5083ccbc74e0cb7ad643c8f4fa3382902cdcae3706da477225e"},
    {"another text", [](AskFixture& f) { f.messages[1].content += " "; },
     "934fbc6afdb44a4cf9d5716708378a4260770eb9cef27781cd4c2f421b3d2a61"},
    {"another role", [](AskFixture& f) { f.messages[0].role = plan::Role::User; },
     "d399aac270df3048d13cc6784a56897abc920854a72bb72df037ff33f02207fe"},
    {"one turn less", [](AskFixture& f) { f.messages.erase(f.messages.begin()); },
     "1a6fae286ded2fb6e55a6bb3cdc7694d642d931668a68a6335b86c40155b228c"},
    {"a prefill",
     [](AskFixture& f) {
       f.messages.push_back({plan::Role::Assistant, "It is", {}, {}});
     },
     "76f2f3196736b7db65739ba800054125840e832600b069080520002001799e6a"},
    {"a tool call",
     [](AskFixture& f) {
       f.messages.push_back({plan::Role::Assistant, "", tool_call(), {}});
     },
     "cc555d417d2b1e7996c054a945417d4067dac3aa1b7afa11301825402b9a5bfd"},
    {"a tool's answer",
     [](AskFixture& f) {
       f.messages.push_back({plan::Role::Tool, "1", {}, "c1"});
     },
     "187d20436ada632cd04f6ddc80981ca47bef487df0dcde5c6c68e1796492b74d"},
    {"another row", [](AskFixture& f) { f.row_key = "row-2"; },
     "7c52285a1606407bfc12351cce33bf88ec9a37fd623d00959f701ea9fe1f8643"},
    {"the second sample", [](AskFixture& f) { f.sample = {1}; },
     "a424b965578c0ce34756fb1aff7b5e2b48c2e9c40669c6a2b967ec189f160956"},
    {"a sample within a sample",
     [](AskFixture& f) {
       f.sample = {0, 1};
     },
     "24bb9cc0c30178d6b9e2740fcef7327eb8aafec341af71ffc1f8acc11f963497"},
    {"a schema",
     [](AskFixture& f) {
       f.ask.reply = scored(f.plan.types);
       f.ask.format.kind = plan::ReplyFormat::Kind::Json;
     },
     "dc2ad6d25088c7ceaad2bff4e08c7bf58ba6305b350d012d629a606d73e8c165"},
    {"a schema in the prompt",
     [](AskFixture& f) {
       f.ask.reply = scored(f.plan.types);
       f.ask.format.kind = plan::ReplyFormat::Kind::Json;
       f.set("response_format", Value());
     },
     "21a15753d8ebc249725057551d7f43aea7b6ed7a5216ab3677be1ccc15da0150"},
};

/// Each changes what stands around the plain question and asks the same.
const std::vector<Case> kHits{
    {"an output limit",
     [](AskFixture& f) {
       f.model.parameters = {{"max_tokens", Value(std::int64_t{100})}};
     },
     {}},
    {"the newer output limit", [](AskFixture& f) { f.set("max_completion_tokens", Value(std::int64_t{5})); }, {}},
    {"metadata and tags", [](AskFixture& f) { f.set("tags", text("x")), f.set("user", text("me")); }, {}},
    {"cache controls", [](AskFixture& f) { f.set("prompt_cache_key", text("k")); }, {}},
    {"a service tier", [](AskFixture& f) { f.set("service_tier", text("flex")); }, {}},
    {"streaming", [](AskFixture& f) { f.set("stream", Value(true)); }, {}},
    {"a setting that is null", [](AskFixture& f) { f.set("temperature", Value()); }, {}},
    {"a key",
     [](AskFixture& f) {
       f.model.api_key = {"", "sk-1234567"};
     },
     {}},
    {"a key in a header",
     [](AskFixture& f) {
       f.model.headers = {{"X-Api-Key", {"", "k"}}};
     },
     {}},
    {"a key in the query", [](AskFixture& f) { f.model.base_url += "?api_key=k"; }, {}},
    {"a slash at the end of the URL", [](AskFixture& f) { f.model.base_url += "/"; }, {}},
    {"a tag that says what is so anyway", [](AskFixture& f) { f.model.tag = "https://llm.example/v1"; }, {}},
    {"the model's name in the program", [](AskFixture& f) { f.model.name = "other"; }, {}},
    {"concurrency, retries, timeout and price",
     [](AskFixture& f) {
       f.model.concurrency = 1;
       f.model.retries = 0;
       f.model.timeout_ms = 5;
       f.model.price = plan::Price{1, 1, 1};
     },
     {}},
    {"the column's name", [](AskFixture& f) { f.ask.column = "other"; }, {}},
    {"how often it may fail", [](AskFixture& f) { f.ask.attempts = 9; }, {}},
    {"zeros at the end of the sample",
     [](AskFixture& f) {
       f.sample = {0, 0};
     },
     {}},
    {"the seed", [](AskFixture& f) { f.dataset.seed = 9; }, {}},
};

std::string key_with(const std::function<void(AskFixture&)>& change) {
  AskFixture fixture;
  change(fixture);
  return fixture.key();
}

}  // namespace

TEST_CASE("cell keys are pinned: a change of one makes every store forget what was paid for") {
  for (const auto& pinned : kMisses) {
    CAPTURE(pinned.name);
    CHECK(key_with(pinned.change) == pinned.key);
  }
}

TEST_CASE("what asks something else is another cell") {
  for (const auto& one : kMisses) {
    for (const auto& other : kMisses) {
      if (&one == &other) continue;
      CAPTURE(one.name);
      CAPTURE(other.name);
      CHECK(one.key != other.key);
    }
  }
}

TEST_CASE("what asks the same is the same cell") {
  const auto plain = key_with(nothing);
  for (const auto& harmless : kHits) {
    CAPTURE(harmless.name);
    CHECK(key_with(harmless.change) == plain);
  }
}

TEST_CASE("a setting is the same whether the model, the use or the row says it") {
  const auto by_model = key_with([](AskFixture& f) { f.model.parameters = {{"temperature", Value(0.5)}}; });
  CHECK(key_with([](AskFixture& f) { f.set("temperature", Value(0.5)); }) == by_model);
  CHECK(key_with([](AskFixture& f) {
          f.compute("temperature");
          f.settings = {{"temperature", Value(0.5)}};
        }) == by_model);
  // The use wins over the model.
  CHECK(key_with([](AskFixture& f) {
          f.model.parameters = {{"temperature", Value(0.9)}};
          f.set("temperature", Value(0.5));
        }) == by_model);
}

TEST_CASE("the order of settings and headers makes no difference") {
  CHECK(key_with([](AskFixture& f) { f.set("top_p", Value(0.5)), f.set("n", Value(std::int64_t{1})); }) ==
        key_with([](AskFixture& f) { f.set("n", Value(std::int64_t{1})), f.set("top_p", Value(0.5)); }));
  CHECK(key_with([](AskFixture& f) {
          f.model.headers = {{"x-a", {"", "1"}}, {"x-b", {"", "2"}}};
        }) == key_with([](AskFixture& f) {
          f.model.headers = {{"X-B", {"", "2"}}, {"X-A", {"", "1"}}};
        }));
}

TEST_CASE("an offline model that is only slower or less reliable has the same cells") {
  const auto sim = [](std::string id) {
    return key_with([&](AskFixture& f) {
      f.model.provider = "sim";
      f.model.base_url.clear();
      f.model.id = id;
    });
  };
  CHECK(sim("latency=50ms, fail=0.2, limit=0.1") == sim(""));
  CHECK(sim("seed=1") != sim(""));
  CHECK(sim("small") != sim(""));
}

TEST_CASE("a recipe names what a key is made of, long things by their hash") {
  AskFixture fixture;
  fixture.model.parameters = {{"temperature", Value(0.3)}, {"max_tokens", Value(std::int64_t{9})}};
  fixture.model.headers = {{"X-Beta", {"", "on"}}};
  fixture.messages[1].content = std::string(100, 'x');
  const std::string expected =
      R"~({"operator":"ask 1","dialect":"openai","tag":"https://llm.example/v1","model":"DeepSeek-V3",)~"
      R"~("header x-beta":"b8d31e852725","temperature":"0.3","message 1 (system)":"Be brief.",)~"
      R"~("message 2 (user)":"09ecb6ebc8bc (100 bytes)","row":"0f719b1f3a42","sample":"0"})~";
  CHECK(model::recipe(fixture.prepare(), fixture.prompt()) == expected);
}

TEST_CASE("equal recipes are equal keys") {
  const auto recipe_with = [](const std::function<void(AskFixture&)>& change) {
    AskFixture fixture;
    change(fixture);
    return model::recipe(fixture.prepare(), fixture.prompt());
  };
  const auto plain = recipe_with(nothing);
  for (const auto& miss : kMisses) {
    CAPTURE(miss.name);
    CHECK((recipe_with(miss.change) == plain) == (miss.name == "the plain question"));
  }
  for (const auto& hit : kHits) {
    CAPTURE(hit.name);
    CHECK(recipe_with(hit.change) == plain);
  }
}

TEST_CASE("no secret reaches a recipe") {
  AskFixture fixture;
  fixture.model.api_key = {"", "sk-secret-1"};
  fixture.model.headers = {{"X-Weird", {"", "sk-secret-2"}}, {"Authorization", {"", "Bearer sk-secret-3"}}};
  fixture.model.base_url = "https://me:sk-secret-4@llm.example/v1?key=sk-secret-5";
  CHECK(model::recipe(fixture.prepare(), fixture.prompt()).find("sk-secret") == std::string::npos);
}
