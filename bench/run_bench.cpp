// A whole run: ROWS rows of three chained text columns, asked of a server that speaks like OpenAI.
//   run_bench URL IN_FLIGHT ROWS [STORE_FOLDER]     (without a folder the store is in memory)
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "tests/support/real_world.h"
#include "tests/support/run_plan.h"

namespace {

using namespace sdg;

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

void measure(const char* what, const plan::Plan& plan, test::RealWorld& world, std::size_t requests) {
  const auto cpu = cpu_seconds();
  const auto begin = std::chrono::steady_clock::now();
  const auto result = world.run(plan);
  const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("%-8s exit %d wall %.3f s %.0f req/s cpu %.1f us/req rss %ld MB\n", what, static_cast<int>(result.exit),
              wall, static_cast<double>(requests) / wall, (cpu_seconds() - cpu) / static_cast<double>(requests) * 1e6,
              usage.ru_maxrss / 1024);
  for (const auto& message : result.messages) std::printf("  %s\n", message.c_str());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fprintf(stderr, "usage: %s URL IN_FLIGHT ROWS [STORE_FOLDER]\n", argv[0]);
    return 2;
  }
  const auto rows = std::strtoul(argv[3], nullptr, 10);
  const test::TempDir folder;
  test::RunPlan chained(folder, rows);
  chained.ask_server(argv[1], static_cast<std::uint32_t>(std::strtoul(argv[2], nullptr, 10)));
  chained.chain({"a", "b", "c"});
  const auto plan = chained.finish();

  test::RealWorld world(argc > 4 ? argv[4] : "");
  measure("asked", plan, world, rows * 3);
  std::filesystem::remove(folder / "d.jsonl");
  measure("stored", plan, world, rows * 3);
}
