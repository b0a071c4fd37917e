#include "runtime/model/cell_key.h"

#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/plan/provider_spec.h"
#include "tests/unit/runtime/model/pinned_cell_keys.h"

using namespace sdg;
using namespace sdg::model;

namespace {

/// Each changes what stands around the plain question and asks the same.
const std::vector<KeyCase> kHits{
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
    {"the generator's name", [](AskFixture& f) { f.ask.caller = "other"; }, {}},
    {"what is accepted",
     [](AskFixture& f) {
       f.ask.acceptance = plan::Acceptance{{}, {0}, {}, 5};
     },
     {}},
    {"where it stands on the page",
     [](AskFixture& f) {
       f.model.span = {{}, 7, 9};
     },
     {}},
    {"who vouches for the server", [](AskFixture& f) { f.model.ca_file = "ca.pem"; }, {}},
    {"a program to start", [](AskFixture& f) { f.model.command.words = {"serve"}; }, {}},
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

TEST_CASE("no field of the table of private fields reaches a key, whoever sets it") {
  const auto plain = key_with(nothing);
  for (const std::string name : {
#define SDG_PRIVATE_FIELD(name, limits_output) name,
#include "compiler/plan/body_fields.def"
#undef SDG_PRIVATE_FIELD
       }) {
    CAPTURE(name);
    CHECK(key_with([&](AskFixture& f) { f.set(name, text("x")); }) == plain);
    CHECK(key_with([&](AskFixture& f) { f.model.parameters = {{name, text("x")}}; }) == plain);
    CHECK(key_with([&](AskFixture& f) {
            f.compute(name);
            f.settings = {{name, text("x")}};
          }) == plain);
  }
}

namespace {

/// Whether a parameter of a model that is ours says something else to who answers. A new one does not compile until it
/// is decided here.
bool asks_something_else(plan::ModelParam param) {
  switch (param) {
    case plan::ModelParam::BaseUrl:
    case plan::ModelParam::Headers:
    case plan::ModelParam::Tag:
    case plan::ModelParam::Sample: return true;
    // What a command is given is part of the command's own identity, which its tag tells.
    case plan::ModelParam::Files:
    case plan::ModelParam::Env:
    case plan::ModelParam::ApiKey:
    case plan::ModelParam::Ca:
    case plan::ModelParam::Concurrency:
    case plan::ModelParam::Rpm:
    case plan::ModelParam::Tpm:
    case plan::ModelParam::Timeout:
    case plan::ModelParam::Retries:
    case plan::ModelParam::Price:
    case plan::ModelParam::Tags: return false;
  }
  return false;
}

void change(AskFixture& f, plan::ModelParam param) {
  switch (param) {
    case plan::ModelParam::BaseUrl: f.model.base_url = "https://other.example/v1"; return;
    case plan::ModelParam::Headers: f.model.headers = {{"X-Beta", {"", "on"}}}; return;
    case plan::ModelParam::Tag: f.model.tag = "weights-2"; return;
    case plan::ModelParam::Sample: f.sample = {1}; return;
    case plan::ModelParam::Files: f.model.command.files = {{"answer.py", plan::sha256("x")}}; return;
    case plan::ModelParam::Env: f.model.command.env = {{"LEVEL", {"", "2"}}}; return;
    case plan::ModelParam::ApiKey: f.model.api_key = {"", "sk-7"}; return;
    case plan::ModelParam::Ca: f.model.ca_file = "authority.pem"; return;
    case plan::ModelParam::Concurrency: f.model.concurrency = 3; return;
    case plan::ModelParam::Rpm: f.model.requests_per_minute = 3; return;
    case plan::ModelParam::Tpm: f.model.tokens_per_minute = 3; return;
    case plan::ModelParam::Timeout: f.model.timeout_ms = 3; return;
    case plan::ModelParam::Retries: f.model.retries = 3; return;
    case plan::ModelParam::Price: f.model.price = plan::Price{3, 3, 3}; return;
    case plan::ModelParam::Tags: f.set("tags", text("x")); return;
  }
}

/// A field that is added to a model or an ask does not compile here: it wants a line among the pinned keys or among
/// those that stay the same.
[[maybe_unused]] void count_fields(const plan::ModelSpec& model, const plan::Ask& ask) {
  [[maybe_unused]] const auto& [name, provider, id, parameters, base_url, api_key, headers, ca, tag, concurrency, rpm,
                                tpm, timeout, retries, price, span, command, members] = model;
  [[maybe_unused]] const auto& [asked, turns, settings, reply, format, attempts, acceptance, given, sample, column,
                                caller] = ask;
}

}  // namespace

TEST_CASE("each parameter of a model that is ours changes a key just where it changes who answers what") {
  const auto plain = key_with(nothing);
  for (const auto& spec : plan::model_params()) {
    CAPTURE(spec.name);
    CHECK((key_with([&](AskFixture& f) { change(f, spec.param); }) != plain) == asks_something_else(spec.param));
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
