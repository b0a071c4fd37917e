#include <doctest/doctest.h>

#include "tests/cli/pipeline_fixture.h"
#include "tests/support/loopback_front.h"

using namespace sdg::test;

namespace {

constexpr int kRows = 40;

/// The chain, whose model is behind TLS; `ca` is what the program trusts beside the system.
struct SecureBench {
  explicit SecureBench(Behaviour behaviour = {}, Certificate certificate = self_signed("127.0.0.1"))
      : bench(std::move(behaviour)), front(bench.server, LoopbackFront::Protocol::Http2, std::move(certificate)) {
    write_chain(bench, kRows);
    bench.write("ca.pem", front.certificate());
    bench.edit("concurrency = 16", "concurrency = 16, ca = \"ca.pem\"");
  }

  Outcome run_pipeline() const {
    auto command = bench.command({"run", "pipeline.sdg"});
    command.env["MODEL_URL"] = front.url();
    return run(command);
  }

  Bench bench;
  LoopbackFront front;
};

std::string output_without_tls() {
  Bench plain;
  write_chain(plain, kRows);
  REQUIRE(plain.run_pipeline().exit_code == 0);
  return plain.output();
}

Behaviour every_eighth(Fault fault) {
  Behaviour behaviour;
  behaviour.rate(fault) = {1, 8};
  return behaviour;
}

}  // namespace

TEST_CASE("a run over TLS and HTTP/2 writes what one over plain HTTP/1.1 writes, on one connection") {
  const SecureBench secure;
  const auto outcome = secure.run_pipeline();
  INFO(outcome.err);
  REQUIRE(outcome.exit_code == 0);
  CHECK(secure.bench.output() == output_without_tls());
  CHECK(secure.front.streams() == 3 * kRows);
  CHECK(secure.front.connections() == 1);
}

TEST_CASE("streams that are reset, cut or slow cost a run nothing but time") {
  for (const auto fault : {Fault::Reset, Fault::Truncated, Fault::Slow, Fault::Packed}) {
    const SecureBench secure(every_eighth(fault));
    const auto outcome = secure.run_pipeline();
    INFO(outcome.err);
    REQUIRE(outcome.exit_code == 0);
    CHECK(secure.bench.output() == output_without_tls());
    CHECK(secure.bench.server.stats().answered_again() == 0);
  }
}

TEST_CASE("a server that nobody vouches for is told once, with its address and the remedy, and asked nothing") {
  const SecureBench secure;
  secure.bench.edit(", ca = \"ca.pem\"", "");
  const auto outcome = secure.run_pipeline();
  CHECK(outcome.exit_code != 0);
  CHECK(secure.bench.server.stats().asked == 0);
  INFO(outcome.err);
  CHECK(outcome.err.find(secure.front.url().substr(0, secure.front.url().rfind('/'))) != std::string::npos);
  CHECK(outcome.err.find("certificate") != std::string::npos);
  CHECK(outcome.err.find("ca = ") != std::string::npos);
}

TEST_CASE("a certificate that is another host's is refused, though its authority is trusted") {
  const SecureBench secure({}, self_signed("elsewhere.example"));
  const auto outcome = secure.run_pipeline();
  INFO(outcome.err);
  CHECK(outcome.exit_code != 0);
  CHECK(secure.bench.server.stats().asked == 0);
}
