// An OpenAI-like server for CLI tests and benches: prints its port, serves until SIGINT or SIGTERM, prints its counts.
//   loopback_server [--port N] [--latency 10..50] [--429 1/10] [--500 5%] [--script FILE] …
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "tests/support/loopback_server.h"

namespace {

[[noreturn]] void leave(const std::string& why) {
  std::fprintf(stderr, "loopback_server: %s\n", why.c_str());
  std::exit(2);
}

std::string file_text(const char* path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) leave(std::string("cannot read ") + path);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

sigset_t block_end_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  sigprocmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

}  // namespace

int main(int argc, char** argv) {
  const auto signals = block_end_signals();
  sdg::test::Behaviour behaviour;
  std::uint16_t port = 0;
  for (int i = 1; i + 1 < argc; i += 2) {
    std::string_view name = argv[i];
    name.remove_prefix(std::min<std::size_t>(name.size(), 2));
    if (name == "port") {
      port = static_cast<std::uint16_t>(std::atoi(argv[i + 1]));
      continue;
    }
    const auto value = name == "script" ? file_text(argv[i + 1]) : std::string(argv[i + 1]);
    if (const auto set = sdg::test::set_option(behaviour, name, value); !set) leave(set.failure().message);
  }
  if (argc % 2 == 0) leave("every option takes a value");

  const sdg::test::LoopbackServer server(behaviour, port);
  std::printf("%u\n", static_cast<unsigned>(server.port()));
  std::fflush(stdout);
  int received = 0;
  sigwait(&signals, &received);
  std::printf("%s\n", server.stats().json().c_str());
}
