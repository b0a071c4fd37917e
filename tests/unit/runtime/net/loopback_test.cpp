#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "tests/support/loopback_schema.h"
#include "tests/unit/runtime/net/net_fixture.h"

using Json = nlohmann::ordered_json;
using sdg::net::Cancel;
using sdg::net::CurlHttp;
using sdg::net::Loop;
using sdg::test::ask;
using sdg::test::Behaviour;
using sdg::test::Fault;
using sdg::test::LoopbackServer;

namespace {

std::string answer(const LoopbackServer& server, const std::string& body) {
  Loop loop;
  CurlHttp http(loop);
  auto request = ask(server.url());
  request.body = body;
  const auto reply = http.send(request, Cancel());
  REQUIRE(reply);
  return reply->body;
}

std::string content(const LoopbackServer& server, const std::string& body) {
  return Json::parse(answer(server, body))["choices"][0]["message"]["content"];
}

Json with_schema(const Json& schema) {
  auto body = Json::parse(sdg::test::question("a person"));
  body["response_format"] = {{"type", "json_schema"}, {"json_schema", {{"name", "p"}, {"schema", schema}}}};
  return body;
}

const Json kPerson = Json::parse(R"({
  "type": "object",
  "properties": {
    "name": {"type": "string", "minLength": 30},
    "age": {"type": "integer", "minimum": 18, "maximum": 19},
    "mood": {"enum": ["glad", "sad"]},
    "tags": {"type": "array", "items": {"type": "string"}, "minItems": 3, "maxItems": 3},
    "score": {"anyOf": [{"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1}, {"type": "null"}]},
    "friend": {"anyOf": [{"$ref": "#"}, {"type": "null"}]},
    "ok": {"type": "boolean"}
  },
  "required": ["name", "age", "mood", "tags", "score", "friend", "ok"]
})");

void check_person(const Json& person) {
  CHECK(person.at("name").get<std::string>().size() >= 30);
  CHECK((person.at("age") == 18 || person.at("age") == 19));
  CHECK((person.at("mood") == "glad" || person.at("mood") == "sad"));
  CHECK(person.at("tags").size() == 3);
  CHECK((person.at("score").is_null() || (person.at("score") > 0 && person.at("score") < 1)));
  CHECK(person.at("ok").is_boolean());
  if (!person.at("friend").is_null()) check_person(person.at("friend"));
}

}  // namespace

TEST_CASE("the loopback server answers a question the same way every time, and another one differently") {
  const LoopbackServer first;
  const LoopbackServer second;
  const auto one = content(first, sdg::test::question("one"));
  CHECK(one == content(second, sdg::test::question("one")));
  CHECK(one != content(first, sdg::test::question("two")));
}

TEST_CASE("a value made for a schema is valid for it, whatever the seed") {
  for (std::uint64_t seed = 0; seed < 200; ++seed) check_person(sdg::test::instance_of(kPerson, seed));
}

TEST_CASE("the loopback server answers with JSON where a schema asks for it") {
  const LoopbackServer server;
  check_person(Json::parse(content(server, with_schema(kPerson).dump())));
}

TEST_CASE("the loopback server counts each question") {
  const LoopbackServer server;
  answer(server, sdg::test::question("one"));
  answer(server, sdg::test::question("one"));
  answer(server, sdg::test::question("two"));
  const auto stats = server.stats();
  CHECK(stats.asked == 3);
  CHECK(stats.distinct_answered == 2);
  CHECK(stats.answered_again() == 1);
  CHECK(server.times_answered(sdg::test::question("one")) == 2);
}

TEST_CASE("the loopback server gives scripted replies in turn") {
  Behaviour behaviour;
  behaviour.scripts = {{"weather", {"rain", "\"sun\"\n"}}};
  const LoopbackServer server(behaviour);
  CHECK(content(server, sdg::test::question("the weather")) == "rain");
  CHECK(content(server, sdg::test::question("the weather")) == "\"sun\"\n");
  CHECK(content(server, sdg::test::question("the weather")) == "\"sun\"\n");
  CHECK(content(server, sdg::test::question("else")) != "rain");
}

TEST_CASE("the loopback server's faults come as often as they were ordered") {
  const LoopbackServer server;
  Loop loop;
  CurlHttp http(loop);
  const auto control = [&](const std::string& path) {
    sdg::net::Request request;
    request.method = "GET";
    request.url = "http://127.0.0.1:" + std::to_string(server.port()) + path;
    const auto reply = http.send(request, Cancel());
    REQUIRE(reply);
    return reply->body;
  };
  control("/set?429=1/10&500=5%25&malformed=1/4&latency=0..1");
  std::set<int> statuses;
  for (int i = 0; i < 100; ++i) statuses.insert(http.send(ask(server.url(), std::to_string(i)), Cancel())->status);
  CHECK(statuses == std::set<int>{200, 429, 500});
  const auto stats = Json::parse(control("/stats"));
  CHECK(stats["faults"]["429"] == 10);
  CHECK(stats["faults"]["500"] == 4);  // of the 90 that are left
  CHECK(stats["faults"]["malformed"] == 21);
  CHECK(stats["answered"] == 86);
  control("/reset");
  CHECK(server.stats().asked == 0);
  CHECK(control("/set?429=often").find("error") != std::string::npos);
}

TEST_CASE("the loopback server refuses what is no question") {
  const LoopbackServer server;
  CHECK(answer(server, "[]").find("not a chat completion") != std::string::npos);
  CHECK(answer(server, "{\"messages\"").find("not a chat completion") != std::string::npos);
  const auto broken = with_schema({{"enum", Json::array()}}).dump();
  CHECK(answer(server, broken).find("not a chat completion") != std::string::npos);
}
