#include "compiler/prompt/definition.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace sdg::prompt;

namespace {

/// What is wrong with a definition, with its place.
std::string failure_of(std::string_view yaml) {
  const auto read = read_definition(yaml);
  if (read) return {};
  const DefinitionFailure& failure = read.failure();
  return fmt::format("{}:{} {}", failure.place.line, failure.place.column, failure.message);
}

/// A definition with these parameters, as JSON.
std::string params_of(std::string_view params) {
  const auto read = read_definition(fmt::format("model:\n  params:\n{}prompt_template:\n  user: Hi\n", params));
  if (!read) return failure_of(params);
  std::string all;
  for (const auto& [name, value] : read->params) all += fmt::format("{}={} ", name, sdg::plan::to_json(value));
  return all;
}

}  // namespace

TEST_CASE("a definition has its messages in the order of the file") {
  const auto read = read_definition(
      "---\nname: Greet\nmodel:\n  config_file: base\nunit_primitives:\n  - greet\nprompt_template:\n"
      "  user: |\n    Hi {{name}}\n\n    Bye\n  assistant: \"Well, \"\n  placeholder: history\n");
  REQUIRE(read);
  CHECK(read->name == "Greet");
  REQUIRE(read->messages.size() == 3);
  CHECK(read->messages[0].role == "user");
  CHECK(read->messages[0].text == "Hi {{name}}\n\nBye\n");
  CHECK(read->messages[1].text == "Well, ");
  CHECK(read->messages[2].role == kPlaceholder);
}

TEST_CASE("the place of a message's text is known where the file has it line by line") {
  const auto begins_of = [](std::string_view text) -> std::string {
    const auto read = read_definition(fmt::format("prompt_template:\n  user: {}\n", text));
    const auto begins = read->messages[0].text_begins;
    return begins ? fmt::format("{}:{}", begins->line, begins->column) : "nowhere";
  };
  CHECK(begins_of("Hi {{name}}") == "2:9");
  CHECK(begins_of("\"Hi {{name}}\"") == "2:10");
  CHECK(begins_of("|\n    Hi\n      there\n\n    {{name}}") == "3:5");
  CHECK(begins_of("\"Hi\\n{{name}}\"") == "nowhere");
  CHECK(begins_of(">\n    Hi\n    {{name}}") == "nowhere");
}

TEST_CASE("parameters are read by the rules of YAML 1.1") {
  CHECK(params_of("    max_tokens: 2_048\n    temperature: 0.0\n    stop: [\"12\", no, null]\n") ==
        R"(max_tokens=2048 temperature=0.0 stop=["12",false,null] )");
}

TEST_CASE("how the gateway reaches its model is none of ours") {
  CHECK(params_of("    timeout: 60\n    max_retries: 3\n    model: claude\n    top_p: 0.5\n") == "top_p=0.5 ");
}

TEST_CASE("parameters of the prompt win over those of its model, wherever they stand") {
  for (const char* yaml : {"params: {stop: a}\nmodel: {params: {stop: b}}\nprompt_template: {user: Hi}\n",
                           "model: {params: {stop: b}}\nparams: {stop: a}\nprompt_template: {user: Hi}\n"}) {
    const auto read = read_definition(yaml);
    REQUIRE(read);
    REQUIRE(read->params.size() == 1);
    CHECK(read->params[0].second == sdg::plan::Value::string("a"));
  }
}

TEST_CASE("what is no definition is told at its place") {
  CHECK(failure_of("name: x\n") == "1:1 a definition needs a `prompt_template` with its messages");
  CHECK(failure_of("") == "1:1 a definition is keys with their values");
  CHECK(failure_of("- a\n") == "1:1 a definition is keys with their values");
  CHECK(failure_of("promt_template:\n  user: Hi\n") == "1:1 a definition has no key `promt_template`");
  CHECK(failure_of("prompt_template:\n  human: Hi\n") == "2:3 there is no role `human`");
  CHECK(failure_of("prompt_template:\n  user: [Hi]\n") == "2:9 `user` is a text");
  CHECK(failure_of("prompt_template: Hi\n") == "1:18 `prompt_template` is roles with their texts");
  CHECK(failure_of("model:\n  parms: {}\nprompt_template: {user: Hi}\n") == "2:3 `model` has no key `parms`");
  CHECK(failure_of("prompt_template: {user: \xFF}\n") == "1:1 this is not UTF-8 text");
}

TEST_CASE("YAML that could grow, or says a thing twice, is refused") {
  CHECK(failure_of("a: &x [1]\nb: *x\n") == "2:4 aliases are not read here");
  CHECK(failure_of("name: a\nname: b\n") == "2:1 the key `name` stands here twice");
  CHECK(failure_of("name: a\n---\nname: b\n").ends_with("one document is read here"));
  CHECK(failure_of("prompt_template:\n  user: [Hi\n").find("this is no YAML") != std::string::npos);
  CHECK(failure_of("name: " + std::string(100'000, '[')).find("this is nested too deeply") != std::string::npos);
}
