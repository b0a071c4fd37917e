#include "runtime/model/openai_reply.h"

#include <doctest/doctest.h>

#include <string>

using sdg::model::Finish;
using sdg::model::read_openai_reply;
using sdg::model::Reply;
using sdg::model::ToolCall;
using sdg::model::Usage;

namespace {

Reply read(const std::string& message, const std::string& finish = "\"stop\"", const std::string& rest = "") {
  auto reply = read_openai_reply(R"({"id":"x","model":"m-1","choices":[{"index":0,"message":)" + message +
                                 R"(,"finish_reason":)" + finish + "}]" + rest + "}");
  REQUIRE(reply.ok());
  return *reply;
}

Finish finish(const std::string& word) { return read(R"({"content":"x"})", word).finish; }

}  // namespace

TEST_CASE("a plain reply is its text, its end and who said it") {
  const auto reply = read(R"({"role":"assistant","content":"56","refusal":null})");
  CHECK(reply.text == "56");
  CHECK(reply.finish == Finish::Stop);
  CHECK(reply.model == "m-1");
  CHECK_FALSE(reply.reasoning);
}

TEST_CASE("the content may be null, missing, or a list of parts") {
  CHECK(read(R"({"content":null})").text.empty());
  CHECK(read("{}").text.empty());
  CHECK(read(R"({"content":[{"type":"text","text":"a"},{"type":"x"},{"type":"text","text":"b"}]})").text == "ab");
}

TEST_CASE("ends have one name each, whatever the server calls them") {
  CHECK(finish("\"stop\"") == Finish::Stop);
  CHECK(finish("\"end_turn\"") == Finish::Stop);
  CHECK(finish("\"length\"") == Finish::Length);
  CHECK(finish("\"max_tokens\"") == Finish::Length);
  CHECK(finish("\"tool_calls\"") == Finish::ToolCalls);
  CHECK(finish("\"function_call\"") == Finish::ToolCalls);
  CHECK(finish("\"content_filter\"") == Finish::ContentFilter);
  CHECK(finish("\"of_another_day\"") == Finish::Other);
  CHECK(finish("null") == Finish::Other);
}

TEST_CASE("a refusal is one whatever the end is called") {
  const auto reply = read(R"({"content":null,"refusal":"I will not."})");
  CHECK(reply.finish == Finish::Refusal);
  CHECK(reply.refusal == "I will not.");
}

TEST_CASE("thoughts are told apart from the answer") {
  CHECK(read(R"({"content":"56","reasoning_content":"7*8"})").reasoning == "7*8");
  CHECK(read(R"({"content":"56","reasoning":"7*8"})").reasoning == "7*8");
  const auto tagged = read(R"({"content":"\n<think>7*8\nis</think>\n\n56"})");
  CHECK(tagged.text == "56");
  CHECK(tagged.reasoning == "7*8\nis");
  // A tag in the middle is part of what is said.
  CHECK(read(R"({"content":"use <think> and </think>"})").text == "use <think> and </think>");
  CHECK(read(R"({"content":"<think>without end"})").text == "<think>without end");
}

TEST_CASE("tokens are counted once") {
  const auto usage = [](const std::string& text) {
    return read(R"({"content":"x"})", "\"stop\"", ",\"usage\":" + text).usage;
  };
  CHECK(usage(R"({"prompt_tokens":100,"completion_tokens":7,"prompt_tokens_details":{"cached_tokens":60}})") ==
        Usage{40, 60, 7});
  CHECK(usage(R"({"prompt_tokens":100,"completion_tokens":7,"prompt_cache_hit_tokens":10})") == Usage{90, 10, 7});
  CHECK(usage(R"({"prompt_tokens":10,"completion_tokens":1,"prompt_tokens_details":{"cached_tokens":60}})") ==
        Usage{0, 60, 1});
  CHECK(usage(R"({"prompt_tokens":-5,"completion_tokens":1e300,"prompt_tokens_details":null})") == Usage{0, 0, 0});
  CHECK(usage("null") == Usage{});
}

TEST_CASE("tool calls keep their arguments as written, valid or not") {
  const auto reply = read(R"({"content":null,"tool_calls":[
    {"id":"c1","type":"function","function":{"name":"add","arguments":"{\"a\": 1"}},
    {"id":"c2","type":"function","function":{"name":"now","arguments":{"zone":"UTC"}}},
    {"id":"c3"}]})",
                          "\"tool_calls\"");
  REQUIRE(reply.tool_calls.size() == 3);
  CHECK(reply.tool_calls[0] == ToolCall{"c1", "add", "{\"a\": 1"});
  CHECK(reply.tool_calls[1] == ToolCall{"c2", "now", R"({"zone":"UTC"})"});
  CHECK(reply.tool_calls[2] == ToolCall{"c3", "", ""});
}

TEST_CASE("an answer that a filter withheld is a reply") {
  const auto reply = read_openai_reply(
      R"({"error":{"message":"filtered","code":"content_filter","innererror":{"code":"ResponsibleAIPolicyViolation"}}})");
  REQUIRE(reply.ok());
  CHECK(reply->finish == Finish::ContentFilter);
}

TEST_CASE("what is no reply says so and never crashes") {
  for (const auto* raw :
       {"", "null", "[]", "42", "<html>", "{}", R"({"choices":[]})", R"({"choices":{}})", R"({"choices":null})",
        "{\"choices\":[{", "\xff\xfe", R"({"error":{"message":"x","code":7}})"}) {
    CAPTURE(raw);
    CHECK_FALSE(read_openai_reply(raw).ok());
  }
  CHECK(read_openai_reply(R"({"choices":[null]})").ok());
  CHECK(read_openai_reply(R"({"choices":[{"message":[1],"finish_reason":3}],"usage":[],"model":9})").ok());
  CHECK(read_openai_reply(R"({"error":"overloaded"})").failure().message ==
        "the server's reply is an error: overloaded");
  CHECK_FALSE(read_openai_reply(std::string(200'000, '[')).ok());
}
