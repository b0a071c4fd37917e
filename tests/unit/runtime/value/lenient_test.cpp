#include "runtime/value/lenient.h"

#include <doctest/doctest.h>

#include <string>

using sdg::plan::to_json;
using sdg::plan::ValueKind;
using sdg::value::find_json;

namespace {

std::string found(std::string_view reply, std::optional<ValueKind> wanted = {}) {
  const auto value = find_json(reply, wanted);
  if (value) return to_json(*value);
  return (value.failure().cut ? "cut: " : "!") + value.failure().message;
}

}  // namespace

TEST_CASE("JSON is found wherever a model puts it") {
  const std::string expected = R"({"a":1})";
  for (const char* reply : {
           R"({"a": 1})",
           "```json\n{\"a\": 1}\n```",
           "```\n{\"a\": 1}\n```",
           "```json {\"a\": 1}```",
           "Sure! Here it is:\n\n```json\n{\"a\": 1}\n```\nAnything else?",
           "Here you are: {\"a\": 1}. I hope it helps {smile}.",
           "<think>maybe {\"a\": 2}?</think>\n{\"a\": 1}",
           "Step 1:\n```json\n{\"a\": 0}\n```\nStep 2:\n```json\n{\"a\": 1}\n```",
           "{a: 1,}",
           "As shown in [source], the answer is {'a': 1}",
           "```python\nprint(1)\n```\n{\"a\": 1}",
       }) {
    CAPTURE(reply);
    CHECK(found(reply) == expected);
  }
}

TEST_CASE("a fence inside a string is no fence") {
  CHECK(found("{\"code\": \"```py\\nx\\n```\"}") == R"({"code":"```py\nx\n```"})");
}

TEST_CASE("a value that breaks off is cut, whatever is whole inside it") {
  CHECK(found(R"([{"a":1},{"b":2)").starts_with("cut: "));
  CHECK(found("Here: [{\"a\": 1}, {\"a\": 2").starts_with("cut: "));
  CHECK(found("```json\n{\"a\": {\"b\": 1}, \"c\": \"the").starts_with("cut: "));
  CHECK(found("{\"a\": \"never ends").starts_with("cut: "));
  CHECK(found("{'a': [1, 2").starts_with("cut: "));
}

TEST_CASE("only a value of the wanted kind will do") {
  CHECK(found("See [1] and {\"a\": 1}", ValueKind::Record) == R"({"a":1})");
  CHECK(found("See {\"a\": 1} and [1, 2]", ValueKind::List) == "[1,2]");
  CHECK(found("[{\"a\": 1}]", ValueKind::Record) == "!expected a JSON object");
  CHECK(found("{\"a\": [1]}", ValueKind::List) == "!expected a JSON array");
  CHECK(found("42", ValueKind::Record) == "!there is no JSON in the reply");
}

TEST_CASE("a reply without JSON says so") {
  CHECK(found("") == "!the reply is empty");
  CHECK(found("  \n") == "!the reply is empty");
  CHECK(found("I cannot do that.") == "!there is no JSON in the reply");
  CHECK(found("{\"a\" 1}") == "!expected `:` after a name at line 1, column 6");
}

TEST_CASE("a text of nothing but brackets is given up soon") {
  CHECK(found(std::string(200'000, '[') + "x").starts_with("!"));
  CHECK(found(std::string(200'000, '{') + "x").starts_with("!"));
  std::string pairs;
  for (int i = 0; i < 50'000; ++i) pairs += "{]";
  CHECK(found(pairs).starts_with("!"));
}
