#include <doctest/doctest.h>

#include <chrono>
#include <set>
#include <string>

#include "runtime/net/http.h"
#include "tests/support/loopback_front.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/runtime/net/net_fixture.h"

using namespace std::chrono_literals;
using sdg::net::Cancel;
using sdg::net::CurlHttp;
using sdg::net::HttpErrorKind;
using sdg::net::Loop;
using sdg::net::Request;
using sdg::test::always;
using sdg::test::ask;
using sdg::test::Behaviour;
using sdg::test::Fault;
using sdg::test::LoopbackFront;
using sdg::test::LoopbackServer;

namespace {

/// A server behind TLS, and a client that trusts it.
struct Secured {
  explicit Secured(Behaviour behaviour = {}, LoopbackFront::Protocol protocol = LoopbackFront::Protocol::Http2)
      : server(std::move(behaviour)), front(server, protocol) {
    folder.write("ca.pem", front.certificate());
  }

  Request question(std::string_view text = "hello") const {
    auto request = ask(front.url(), text);
    request.ca_file = folder / "ca.pem";
    return request;
  }
  auto send(const Request& request) { return http.send(request, Cancel()); }

  sdg::test::TempDir folder;
  LoopbackServer server;
  LoopbackFront front;
  Loop loop;
  CurlHttp http{loop};
};

}  // namespace

TEST_CASE("a server that offers HTTP/2 is asked by it, many questions on one connection") {
  Secured secured;
  std::set<std::string> replies;
  sdg::test::in_fibers(90, [&](int i) {
    const auto reply = secured.send(secured.question(std::to_string(i)));
    if (reply && reply->status == 200) replies.insert(reply->body);
  });
  CHECK(replies.size() == 90);
  CHECK(secured.front.streams() == 90);
  CHECK(secured.front.connections() == 1);
}

TEST_CASE("more questions than one HTTP/2 connection carries take a few connections, not one each") {
  Behaviour slow;
  slow.latency_min = slow.latency_max = 50ms;
  Secured secured(slow);
  int answered = 0;
  sdg::test::in_fibers(300, [&](int i) {
    const auto reply = secured.send(secured.question(std::to_string(i)));
    if (reply && reply->status == 200) ++answered;
  });
  CHECK(answered == 300);
  CHECK(secured.server.stats().most_asked_of_one == 1);
  CHECK(secured.front.connections() <= 5);
}

TEST_CASE("a server that has TLS and only HTTP/1.1 is asked by that") {
  Secured secured({}, LoopbackFront::Protocol::Http1);
  for (int i = 0; i < 5; ++i) {
    const auto reply = secured.send(secured.question(std::to_string(i)));
    REQUIRE(reply);
    CHECK(reply->status == 200);
  }
  CHECK(secured.front.streams() == 0);
  // The one on which it was found out, and the one that is kept.
  CHECK(secured.front.connections() == 2);
}

TEST_CASE("who asks for HTTP/1.1 gets it of a server that offers HTTP/2") {
  Secured secured;
  auto request = secured.question();
  request.version = sdg::net::HttpVersion::Http1;
  REQUIRE(secured.send(request));
  CHECK(secured.front.streams() == 0);
}

TEST_CASE("status, headers and a large body are the same over HTTP/2") {
  Secured secured(always(Fault::TooMany));
  const auto limited = secured.send(secured.question());
  REQUIRE(limited);
  CHECK(limited->status == 429);
  CHECK(limited->header("retry-after") == "1");
  secured.server.set({});
  const auto large = secured.question(std::string(3'000'000, 'x'));
  const auto reply = secured.send(large);
  REQUIRE(reply);
  CHECK(reply->status == 200);
  CHECK(secured.server.times_answered(large.body) == 1);
}

TEST_CASE("a packed reply is unpacked, over HTTP/1.1 and over HTTP/2") {
  Secured secured;
  const auto plain = secured.send(secured.question());
  secured.server.set(always(Fault::Packed));
  const auto packed = secured.send(secured.question());
  const auto without_tls = secured.http.send(ask(secured.server.url()), Cancel());
  REQUIRE(plain);
  REQUIRE(packed);
  REQUIRE(without_tls);
  CHECK(packed->header("content-encoding") == "gzip");
  CHECK(packed->body == plain->body);
  CHECK(without_tls->body == plain->body);
}

TEST_CASE("a stream that is reset or ends early is a cut reply, and its neighbours do not notice") {
  for (const auto fault : {Fault::Reset, Fault::Truncated}) {
    Behaviour behaviour;
    behaviour.rate(fault) = {1, 2};
    Secured secured(behaviour);
    int whole = 0, cut = 0;
    sdg::test::in_fibers(20, [&](int i) {
      const auto reply = secured.send(secured.question(std::to_string(i)));
      if (reply && reply->status == 200) ++whole;
      if (!reply && reply.failure().kind == HttpErrorKind::Cut && reply.failure().sent) ++cut;
    });
    CHECK(whole == 10);
    CHECK(cut == 10);
    CHECK(secured.server.stats().most_asked_of_one == 1);
  }
}

TEST_CASE("a cancelled request over HTTP/2 ends its stream and nothing else") {
  Secured secured;
  REQUIRE(secured.send(secured.question("first")));
  secured.server.set(always(Fault::Silent));
  Cancel cancel;
  sdg::test::in_fibers(2, [&](int i) {
    if (i == 1) return cancel.request();
    const auto reply = secured.http.send(secured.question("silent"), cancel);
    REQUIRE(!reply);
    CHECK(reply.failure().kind == HttpErrorKind::Cancelled);
  });
  secured.server.set({});
  REQUIRE(secured.send(secured.question("second")));
  CHECK(secured.front.connections() == 1);
}

TEST_CASE("a certificate that nobody vouches for is an error that names the server, and nothing is asked") {
  Secured secured;
  auto request = secured.question();
  request.ca_file.clear();
  const auto reply = secured.send(request);
  REQUIRE(!reply);
  CHECK(reply.failure().kind == HttpErrorKind::Untrusted);
  CHECK_FALSE(reply.failure().sent);
  CHECK(reply.failure().message.find("https://127.0.0.1:") == 0);
  CHECK(secured.server.stats().asked == 0);
}

TEST_CASE("a certificate of another host is not trusted, even where its authority is trusted") {
  const LoopbackServer server;
  const LoopbackFront front(server, LoopbackFront::Protocol::Http2, sdg::test::self_signed("elsewhere.example"));
  const sdg::test::TempDir folder;
  folder.write("ca.pem", front.certificate());
  Loop loop;
  CurlHttp http(loop);
  auto request = ask(front.url());
  request.ca_file = folder / "ca.pem";
  const auto reply = http.send(request, Cancel());
  REQUIRE(!reply);
  CHECK(reply.failure().kind == HttpErrorKind::Untrusted);
  CHECK(server.stats().asked == 0);
}
