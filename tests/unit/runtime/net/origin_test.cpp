#include "runtime/net/origin.h"

#include <doctest/doctest.h>

#include "runtime/net/loop.h"
#include "tests/unit/runtime/net/net_fixture.h"

using sdg::net::Cancel;
using sdg::net::HttpError;
using sdg::net::HttpErrorKind;
using sdg::net::Loop;
using sdg::net::Origin;
using sdg::net::Origins;

TEST_CASE("URLs of one scheme, host and port have one origin") {
  Origins origins;
  auto* chat = origins.find("https://me:secret@api.example.com/v1/chat?key=1");
  CHECK(chat == origins.find("https://api.example.com:443/v1/models"));
  CHECK(chat != origins.find("https://api.example.com:8443/v1/models"));
  CHECK(chat->text() == "https://api.example.com:443");
  CHECK(origins.find("mailto:me@example.com") == nullptr);
}

TEST_CASE("names and TLS are tried with one request first, addresses in the clear are not") {
  Origins origins;
  CHECK(origins.find("http://gpu-7:8000/v1")->must_probe());
  CHECK(origins.find("https://127.0.0.1:8000/v1")->must_probe());
  CHECK_FALSE(origins.find("http://127.0.0.1:8000/v1")->must_probe());
  CHECK_FALSE(origins.find("http://localhost:8000/v1")->must_probe());
  CHECK_FALSE(origins.find("http://[::1]:8000/v1")->must_probe());
}

TEST_CASE("only this machine is loopback") {
  Origins origins;
  CHECK(origins.find("http://127.0.0.1/")->loopback());
  CHECK(origins.find("http://localhost/")->loopback());
  CHECK(origins.find("http://[::1]/")->loopback());
  CHECK_FALSE(origins.find("http://10.0.0.1/")->loopback());
  CHECK_FALSE(origins.find("http://127.example.com/")->loopback());
}

TEST_CASE("who waited for the first connection goes on when it stands") {
  Loop loop;
  Origin origin("https://h:443", false, true);
  origin.begin_probe();
  int free = 0;
  sdg::test::in_fibers(4, [&](int i) {
    if (i == 3) return origin.end_probe(nullptr);
    if (!origin.wait(Cancel())) ++free;
  });
  CHECK(free == 3);
  CHECK_FALSE(origin.must_probe());
}

TEST_CASE("who waited shares an error of the place, and not one of the other request") {
  Loop loop;
  for (const auto kind : {HttpErrorKind::Resolve, HttpErrorKind::Cancelled}) {
    Origin origin("https://h:443", false, true);
    origin.begin_probe();
    int failed = 0;
    sdg::test::in_fibers(4, [&](int i) {
      const HttpError error{kind, "no such host", false};
      if (i == 3) return origin.end_probe(&error);
      if (origin.wait(Cancel())) ++failed;
    });
    CHECK(failed == (kind == HttpErrorKind::Resolve ? 3 : 0));
    CHECK(origin.must_probe());
  }
}

TEST_CASE("a cancel ends the wait for the first connection") {
  Loop loop;
  Origin origin("https://h:443", false, true);
  origin.begin_probe();
  Cancel cancel;
  sdg::test::in_fibers(2, [&](int i) {
    if (i == 1) return cancel.request();
    CHECK_FALSE(origin.wait(cancel));
  });
  origin.end_probe(nullptr);
}
