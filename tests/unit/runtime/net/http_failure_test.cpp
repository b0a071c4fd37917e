#include <doctest/doctest.h>

#include <chrono>
#include <string>

#include "runtime/net/http.h"
#include "tests/unit/runtime/net/net_fixture.h"

using namespace std::chrono_literals;
using sdg::Result;
using sdg::net::Cancel;
using sdg::net::CurlHttp;
using sdg::net::HttpError;
using sdg::net::HttpErrorKind;
using sdg::net::Loop;
using sdg::net::Request;
using sdg::net::Response;
using sdg::test::always;
using sdg::test::ask;
using sdg::test::Behaviour;
using sdg::test::DeafPort;
using sdg::test::Fault;
using sdg::test::LoopbackServer;
using sdg::test::ScriptedPort;

namespace {

/// Of a request that fails; a reply fails the test.
HttpError failure_of(const Request& request) {
  Loop loop;
  CurlHttp http(loop);
  auto result = http.send(request, Cancel());
  REQUIRE(!result);
  return result.take_failure();
}

bool mentions(const HttpError& error, std::string_view text) { return error.message.find(text) != std::string::npos; }

}  // namespace

TEST_CASE("a server that never replies is given up after the total timeout, and may have been paid") {
  const LoopbackServer server(always(Fault::Silent));
  auto request = ask(server.url());
  request.total_timeout = 150ms;
  const auto error = failure_of(request);
  CHECK(error.kind == HttpErrorKind::Timeout);
  CHECK(error.sent);
}

TEST_CASE("a port where nobody listens is a failed connection, and nothing was sent") {
  DeafPort port;
  port.close();
  const auto error = failure_of(ask(port.url() + "/v1"));
  CHECK(error.kind == HttpErrorKind::Connect);
  CHECK_FALSE(error.sent);
  CHECK(mentions(error, port.url()));
}

TEST_CASE("a host that takes nobody in is a failed connection, however long the reply may take") {
  DeafPort port;
  port.listen(0);
  port.fill();
  auto request = ask(port.url());
  request.connect_timeout = 200ms;
  request.total_timeout = 60s;
  const auto error = failure_of(request);
  CHECK(error.kind == HttpErrorKind::Connect);
  CHECK_FALSE(error.sent);
}

TEST_CASE("half a body is a cut reply") {
  const LoopbackServer server(always(Fault::Truncated));
  const auto error = failure_of(ask(server.url()));
  CHECK(error.kind == HttpErrorKind::Cut);
  CHECK(error.sent);
}

TEST_CASE("a body that ends within a chunk is a cut reply") {
  const ScriptedPort port("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel");
  CHECK(failure_of(ask(port.url())).kind == HttpErrorKind::Cut);
}

TEST_CASE("what is no HTTP is an error and no reply") {
  const ScriptedPort port("SSH-2.0-OpenSSH_9.2\r\n");
  CHECK_FALSE(failure_of(ask(port.url())).message.empty());
}

TEST_CASE("a reset connection is a cut reply") {
  const LoopbackServer server(always(Fault::Reset));
  const auto error = failure_of(ask(server.url()));
  CHECK(error.kind == HttpErrorKind::Cut);
  CHECK(error.sent);
  CHECK(server.stats().asked == 1);
}

TEST_CASE("a request that was lost on a kept connection is not sent a second time unasked") {
  Behaviour behaviour;
  behaviour.rate(Fault::Reset) = {1, 2};
  const LoopbackServer server(behaviour);
  Loop loop;
  CurlHttp http(loop);
  REQUIRE(http.send(ask(server.url(), "one"), Cancel()));
  const auto lost = http.send(ask(server.url(), "two"), Cancel());
  REQUIRE(!lost);
  CHECK(lost.failure().kind == HttpErrorKind::Cut);
  CHECK(lost.failure().sent);
  CHECK(server.times_asked(sdg::test::question("two")) == 1);
}

TEST_CASE("a reply larger than allowed is not read to its end") {
  const LoopbackServer server;
  auto request = ask(server.url());
  request.max_body = 100;
  const auto error = failure_of(request);
  CHECK(error.kind == HttpErrorKind::TooLarge);
  CHECK(mentions(error, "100 bytes"));
}

TEST_CASE("a reply of exactly the allowed size is taken") {
  const ScriptedPort port("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n12345");
  auto request = ask(port.url());
  request.max_body = 5;
  Loop loop;
  CurlHttp http(loop);
  CHECK(http.send(request, Cancel()));
}

TEST_CASE("a small reply that unpacks to a large one is stopped") {
  // gzip of 100,000 times x; its zero bytes forbid a plain literal.
  constexpr std::string_view kPacked(
      "\037\213\010\000\000\000\000\000\002\377\355\301\061\001\000\000\000\302\240\332\213\157\015\017"
      "\240\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000"
      "\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000"
      "\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000"
      "\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000"
      "\000\200\127\003\161\021\007\376\240\206\001\000",
      132);
  const ScriptedPort port("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 132\r\n\r\n" +
                          std::string(kPacked));
  auto request = ask(port.url());
  request.max_body = 50'000;
  CHECK(failure_of(request).kind == HttpErrorKind::TooLarge);
  request.max_body = 100'000;
  Loop loop;
  CurlHttp http(loop);
  const auto reply = http.send(request, Cancel());
  REQUIRE(reply);
  CHECK(reply->body == std::string(100'000, 'x'));
}

TEST_CASE("a header value with a line break is refused, and not repeated in the message") {
  auto request = ask("http://127.0.0.1:1");
  request.headers.emplace_back("Authorization", "Bearer sesame\nX-Evil: 1");
  const auto error = failure_of(request);
  CHECK(mentions(error, "Authorization"));
  CHECK_FALSE(mentions(error, "sesame"));
  CHECK_FALSE(error.sent);
}

TEST_CASE("a place that is no http is refused") {
  for (const std::string url : {"", "no url", "file:///etc/passwd", "ftp://127.0.0.1/x", "http://", "http://[::1"}) {
    CAPTURE(url);
    CHECK(failure_of(ask(url)).kind == HttpErrorKind::Other);
  }
}

TEST_CASE("user, path and query of a URL stay out of messages") {
  auto request = ask("http://me:sesame@127.0.0.1:1/private?key=sesame");
  const auto error = failure_of(request);
  CHECK(error.kind == HttpErrorKind::Connect);
  CHECK_FALSE(mentions(error, "sesame"));
  CHECK_FALSE(mentions(error, "private"));
}

TEST_CASE("a CA file that cannot be read is said before anything is sent") {
  auto request = ask("https://127.0.0.1:1");
  request.ca_file = "/nowhere/ca.pem";
  const auto error = failure_of(request);
  CHECK(error.kind == HttpErrorKind::Tls);
  CHECK(mentions(error, "/nowhere/ca.pem"));
}

TEST_CASE("a server that speaks no TLS is a TLS error") {
  const ScriptedPort port("HTTP/1.1 400 Bad Request\r\n\r\n");
  auto url = port.url();
  url.replace(0, 4, "https");
  CHECK(failure_of(ask(url)).kind == HttpErrorKind::Tls);
}

TEST_CASE("after any failure the next request is served") {
  Loop loop;
  CurlHttp http(loop);
  for (const auto fault : {Fault::Reset, Fault::Truncated, Fault::ServerError}) {
    Behaviour behaviour;
    behaviour.rate(fault) = {1, 2};
    const LoopbackServer server(behaviour);
    int replies = 0;
    sdg::test::in_fibers(20, [&](int i) {
      const auto reply = http.send(ask(server.url(), std::to_string(i)), Cancel());
      if (reply && reply->status == 200) ++replies;
    });
    CHECK(replies == 10);
  }
}
