#include "runtime/net/http.h"

#include <doctest/doctest.h>

#include <chrono>
#include <cstdlib>
#include <set>

#include "tests/unit/runtime/net/net_fixture.h"

using namespace std::chrono_literals;
using sdg::net::Cancel;
using sdg::net::CurlHttp;
using sdg::net::HttpErrorKind;
using sdg::net::Loop;
using sdg::test::ask;
using sdg::test::Behaviour;
using sdg::test::Fault;
using sdg::test::LoopbackServer;
using sdg::test::ScriptedPort;

TEST_CASE("a reply comes whole, with its status, its headers and its times") {
  const LoopbackServer server;
  Loop loop;
  CurlHttp http(loop);
  const auto reply = http.send(ask(server.url()), Cancel());
  REQUIRE(reply);
  CHECK(reply->status == 200);
  CHECK(reply->header("content-type") == "application/json");
  CHECK(reply->header("content-length") == std::to_string(reply->body.size()));
  CHECK(reply->header("x-nothing") == std::nullopt);
  CHECK(reply->body.find("\"finish_reason\":\"stop\"") != std::string::npos);
  CHECK(reply->timings.total_ms > 0);
  CHECK(reply->timings.first_byte_ms <= reply->timings.total_ms);
}

TEST_CASE("many fibers send at once, and each gets the reply to its own question") {
  const LoopbackServer server;
  Loop loop;
  CurlHttp http(loop);
  const Cancel never;
  std::set<std::string> replies;
  int failed = 0;
  sdg::test::in_fibers(600, [&](int i) {
    const auto request = ask(server.url(), "question " + std::to_string(i));
    const auto first = http.send(request, never);
    const auto second = http.send(request, never);
    if (!first || !second || first->body != second->body) ++failed;
    if (first) replies.insert(first->body);
  });
  CHECK(failed == 0);
  CHECK(replies.size() == 600);
  CHECK(server.stats().answered == 1200);
  CHECK(server.stats().most_asked_of_one == 2);
}

TEST_CASE("one request after the other uses one connection") {
  const LoopbackServer server;
  Loop loop;
  CurlHttp http(loop);
  for (int i = 0; i < 20; ++i) REQUIRE(http.send(ask(server.url(), std::to_string(i)), Cancel()));
  CHECK(server.stats().connections == 1);
}

TEST_CASE("an HTTP error status is a reply, with the headers that say when to come back") {
  Behaviour behaviour;
  behaviour.rate(Fault::TooMany) = {1, 1};
  behaviour.retry_after_seconds = 7;
  const LoopbackServer server(behaviour);
  Loop loop;
  CurlHttp http(loop);
  const auto reply = http.send(ask(server.url()), Cancel());
  REQUIRE(reply);
  CHECK(reply->status == 429);
  CHECK(reply->header("retry-after") == "7");
}

TEST_CASE("what is sent is the method, the headers and the body that were given") {
  Behaviour behaviour;
  behaviour.keeps_requests = true;
  const LoopbackServer server(behaviour);
  Loop loop;
  CurlHttp http(loop);
  auto request = ask(server.url());
  request.headers.emplace_back("X-Empty", "");
  request.headers.emplace_back("Authorization", "Bearer sesame");
  REQUIRE(http.send(request, Cancel()));
  REQUIRE(server.requests().size() == 1);
  const auto sent = server.requests()[0];
  CHECK(sent.method == "POST");
  CHECK(sent.body == request.body);
  CHECK(sent.headers.find("Content-Type: application/json\r\n") != std::string::npos);
  CHECK(sent.headers.find("Authorization: Bearer sesame\r\n") != std::string::npos);
  CHECK(sent.headers.find("X-Empty:") != std::string::npos);
  CHECK(sent.headers.find("Expect:") == std::string::npos);
  CHECK(sent.headers.find("User-Agent: sdgc\r\n") != std::string::npos);
  CHECK(sent.headers.find("Accept-Encoding: gzip, deflate\r\n") != std::string::npos);
}

TEST_CASE("a header that is given takes the place of the usual one") {
  Behaviour behaviour;
  behaviour.keeps_requests = true;
  const LoopbackServer server(behaviour);
  Loop loop;
  CurlHttp http(loop);
  auto request = ask(server.url());
  request.headers.emplace_back("user-agent", "mine");
  request.headers.emplace_back("Accept-Encoding", "identity");
  REQUIRE(http.send(request, Cancel()));
  const auto sent = server.requests().at(0);
  CHECK(sent.headers.find("user-agent: mine\r\n") != std::string::npos);
  CHECK(sent.headers.find("Accept-Encoding: identity\r\n") != std::string::npos);
  CHECK(sent.headers.find("sdgc") == std::string::npos);
  CHECK(sent.headers.find("gzip") == std::string::npos);
}

TEST_CASE("a URL that cannot be read is told, and the handle serves the next one") {
  const LoopbackServer server;
  Loop loop;
  CurlHttp http(loop);
  REQUIRE(http.send(ask(server.url()), Cancel()));
  for (const char* url : {"http://127.0.0.1:99999/v1", "http://[::1/v1", "http://exa mple/v1"}) {
    CAPTURE(url);
    auto request = ask(server.url());
    request.url = url;
    const auto reply = http.send(request, Cancel());
    REQUIRE_FALSE(reply);
    CHECK_FALSE(reply.failure().sent);
    CHECK_FALSE(reply.failure().message.empty());
  }
  CHECK(http.send(ask(server.url()), Cancel()));
}

TEST_CASE("a handle that served one place serves another, with other headers and another method") {
  Behaviour behaviour;
  behaviour.keeps_requests = true;
  const LoopbackServer first(behaviour);
  const LoopbackServer second(behaviour);
  Loop loop;
  CurlHttp http(loop);
  auto request = ask(first.url());
  request.headers.emplace_back("Authorization", "Bearer first");
  REQUIRE(http.send(request, Cancel()));
  REQUIRE(http.send(ask(second.url()), Cancel()));
  CHECK(second.requests().at(0).headers.find("first") == std::string::npos);

  sdg::net::Request models;
  models.method = "GET";
  models.url = second.url() + "/models";
  const auto reply = http.send(models, Cancel());
  REQUIRE(reply);
  CHECK(reply->body.find("\"data\"") != std::string::npos);
}

TEST_CASE("a body of megabytes is neither held back nor cut") {
  const LoopbackServer server;
  Loop loop;
  CurlHttp http(loop);
  const auto request = ask(server.url(), std::string(3'000'000, 'x'));
  const auto reply = http.send(request, Cancel());
  REQUIRE(reply);
  CHECK(reply->status == 200);
  CHECK(server.times_answered(request.body) == 1);
}

TEST_CASE("a slow reply is waited for") {
  Behaviour behaviour;
  behaviour.rate(Fault::Slow) = {1, 1};
  behaviour.slow_time = 100ms;
  const LoopbackServer server(behaviour);
  Loop loop;
  CurlHttp http(loop);
  const auto reply = http.send(ask(server.url()), Cancel());
  REQUIRE(reply);
  CHECK(reply->body.ends_with("}}"));
  CHECK(reply->timings.total_ms > reply->timings.first_byte_ms + 50);
}

TEST_CASE("interim replies leave nothing behind, and a body may end with its connection") {
  const ScriptedPort port(
      "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 201 Created\r\nX-Mixed-CASE:  two words \r\n\r\nbody");
  Loop loop;
  CurlHttp http(loop);
  const auto reply = http.send(ask(port.url()), Cancel());
  REQUIRE(reply);
  CHECK(reply->status == 201);
  CHECK(reply->headers == sdg::net::Headers{{"x-mixed-case", "two words"}});
  CHECK(reply->body == "body");
}

TEST_CASE("proxies of the environment are not asked for what is on this machine") {
  const LoopbackServer server;
  setenv("http_proxy", "http://127.0.0.1:1", 1);
  Loop loop;
  CurlHttp http(loop);
  CHECK(http.send(ask(server.url()), Cancel()));
  unsetenv("http_proxy");
}

TEST_CASE("a proxy that is asked for a tunnel is told who asks, and nothing of what is asked inside") {
  const ScriptedPort proxy("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
  setenv("https_proxy", proxy.url().c_str(), 1);
  Loop loop;
  CurlHttp http(loop);
  auto request = ask("https://model.example/v1");
  request.headers.emplace_back("Authorization", "Bearer sesame");
  CHECK_FALSE(http.send(request, Cancel()));
  unsetenv("https_proxy");
  const auto received = proxy.received();
  CHECK(received.starts_with("CONNECT model.example:443 HTTP/1.1\r\n"));
  CHECK(received.find("User-Agent: sdgc\r\n") != std::string::npos);
  CHECK(received.find("sesame") == std::string::npos);
}

TEST_CASE("fibers that are always ready do not keep a reply from arriving") {
  const LoopbackServer server;
  Loop loop;
  CurlHttp http(loop);
  bool arrived = false;
  sdg::test::in_fibers(3, [&](int i) {
    if (i == 0) {
      CHECK(http.send(ask(server.url()), Cancel()));
      arrived = true;
    }
    while (!arrived) sdg::net::yield();
  });
  CHECK(arrived);
}
