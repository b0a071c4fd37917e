#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "tests/unit/runtime/model/ask_fixture.h"

using namespace sdg;
using model::AskFixture;
using model::TroubleKind;

namespace {

constexpr std::string_view kReply = R"({"model":"m","choices":[{"message":{"content":"56"},"finish_reason":"stop"}]})";

struct Server : AskFixture {
  explicit Server(int status = 200, std::string body = std::string(kReply)) {
    http.response.status = status;
    http.response.body = std::move(body);
  }
  Result<model::Answer, model::Trouble> send() {
    const auto& its_plan = prepare();
    return provider->send({its_plan, model::cell_key(its_plan, prompt()), 0, 0, "{}"}, net::Cancel());
  }
  std::string header(std::string_view name) const {
    for (const auto& [present, value] : http.sent.back().headers) {
      if (present == name) return value;
    }
    return "none";
  }
  std::string failure_to_start() {
    const auto made = model::make_provider(model, {http, [](const std::string&) { return std::nullopt; }});
    return made ? std::string() : made.failure().message;
  }
};

}  // namespace

TEST_CASE("a question goes to the server with its key, its headers and its time limit") {
  Server server;
  server.environment = {{"MY_KEY", "sk-abcdef"}};
  server.model.api_key = {"MY_KEY", ""};
  server.model.headers = {{"X-Beta", {"", "on"}}};
  server.model.timeout_ms = 1234;
  server.model.ca_file = "/ca.pem";
  server.model.base_url = "https://llm.example/v1/?api-version=2";
  const auto answer = server.send();
  REQUIRE(answer.ok());
  CHECK(answer->reply.text == "56");
  CHECK(answer->raw == kReply);
  const auto& sent = server.http.sent.back();
  CHECK(sent.url == "https://llm.example/v1/chat/completions?api-version=2");
  CHECK(sent.body == "{}");
  CHECK(sent.total_timeout == std::chrono::milliseconds(1234));
  CHECK(sent.ca_file == "/ca.pem");
  CHECK(server.header("Authorization") == "Bearer sk-abcdef");
  CHECK(server.header("X-Beta") == "on");
  CHECK(server.header("Content-Type") == "application/json");
}

TEST_CASE("the usual key goes to its own host only") {
  Server own;
  own.environment = {{"OPENAI_API_KEY", "sk-abcdef"}};
  own.model.base_url = "https://api.openai.com/v1";
  CHECK(own.send().ok());
  CHECK(own.header("Authorization") == "Bearer sk-abcdef");
  Server other;
  other.environment = own.environment;
  CHECK(other.send().ok());
  CHECK(other.header("Authorization") == "none");
}

TEST_CASE("without a base URL the provider's own is asked") {
  Server server;
  server.environment = {{"OPENAI_API_KEY", "sk-abcdef"}};
  server.model.base_url.clear();
  CHECK(server.send().ok());
  CHECK(server.http.sent.back().url == "https://api.openai.com/v1/chat/completions");
}

TEST_CASE("a header that authorizes replaces the key") {
  Server server;
  server.model.base_url = "https://api.openai.com/v1";
  server.model.headers = {{"authorization", {"", "Basic abc"}}};
  CHECK(server.send().ok());
  CHECK(server.header("authorization") == "Basic abc");
  CHECK(server.header("Authorization") == "none");
}

TEST_CASE("a missing key is told before anything is asked") {
  Server server;
  server.model.base_url = "https://api.openai.com/v1";
  CHECK(server.failure_to_start().find("OPENAI_API_KEY is wanted as the key of model `writer`") == 0);
  server.model.api_key = {"MY_KEY", ""};
  CHECK(server.failure_to_start().find("MY_KEY is wanted as `api_key` of model `writer`") == 0);
  server.model.provider = "nobody";
  CHECK(server.failure_to_start() == "model `writer`: there is no provider `nobody`");
}

TEST_CASE("what the server refuses is classified, without the key that it repeats") {
  Server server(401, R"({"error":{"message":"Incorrect API key provided: sk-abcdef","code":"invalid_api_key"}})");
  server.model.api_key = {"", "sk-abcdef"};
  const auto answer = server.send();
  REQUIRE_FALSE(answer.ok());
  CHECK(answer.failure().kind == TroubleKind::Unusable);
  CHECK(answer.failure().message ==
        "the provider answered 401: Incorrect API key provided: *** (invalid_api_key); check `api_key`");
}

TEST_CASE("a 200 that is no reply is asked again, an error inside it is one") {
  const auto page = Server(200, "<html>login</html>").send();
  REQUIRE_FALSE(page.ok());
  CHECK(page.failure().kind == TroubleKind::Transient);
  CHECK(page.failure().may_be_billed);
  const auto busy = Server(200, R"({"error":{"message":"busy","code":429}})").send();
  REQUIRE_FALSE(busy.ok());
  CHECK(busy.failure().kind == TroubleKind::RateLimited);
}

TEST_CASE("a filter's 400 is an answer that can be kept and read again") {
  Server server(400, R"({"error":{"message":"filtered","code":"content_filter"}})");
  const auto answer = server.send();
  REQUIRE(answer.ok());
  CHECK(answer->reply.finish == model::Finish::ContentFilter);
  CHECK(server.provider->read_reply(answer->raw)->finish == model::Finish::ContentFilter);
}

TEST_CASE("trouble below HTTP comes through") {
  Server server;
  server.http.error = net::HttpError{net::HttpErrorKind::Connect, "nobody answers at http://llm.example", false};
  const auto answer = server.send();
  REQUIRE_FALSE(answer.ok());
  CHECK(answer.failure().no_connection);
  CHECK(answer.failure().message == "nobody answers at http://llm.example");
}
