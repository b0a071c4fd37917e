// A whole run: ROWS rows of three chained text columns, asked of a server that speaks like OpenAI.
//   run_bench URL IN_FLIGHT ROWS [STORE_FOLDER]     (without a folder the store is in memory)
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "runtime/exec/run.h"
#include "runtime/net/curl_http.h"
#include "runtime/net/pool.h"
#include "runtime/store/memory_store.h"
#include "runtime/store/rocksdb_store.h"
#include "tests/support/plan_builder.h"

namespace {

using namespace sdg;

class ChainedPlan : public test::PlanBuilder {
 public:
  ChainedPlan(std::uint64_t rows, const std::string& output) {
    dataset().rows = rows;
    dataset().row_program = plan::sha256("bench");
    dataset().outputs.push_back({"jsonl", output, {}, {}, {}});
    auto before = row_index();
    for (const char* name : {"a", "b", "c"}) {
      plan::Ask asked;
      asked.turns.push_back({plan::Role::User, concat({text("Say something about "), before}), false});
      asked.reply = types().of(plan::TypeKind::String);
      asked.column = asked.caller = name;
      before = typed(ask(asked), asked.reply);
      dataset().columns.push_back({name, before, asked.reply, {}, true, {}});
      dataset().outputs.front().columns.push_back({name, before, asked.reply});
    }
  }

  plan::Plan finish(const std::string& url, std::uint32_t in_flight) const {
    auto whole = plan();
    auto& model = whole.models.emplace_back();
    model.name = "writer";
    model.provider = "openai";
    model.id = "m";
    model.base_url = url;
    model.concurrency = in_flight;
    return whole;
  }
};

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

void measure(const char* what, const plan::Plan& plan, const exec::Surroundings& world, std::size_t requests) {
  exec::Stop stop;
  const exec::Surroundings surroundings{.loop = world.loop,
                                        .pool = world.pool,
                                        .watcher = world.watcher,
                                        .stop = stop,
                                        .open_store = world.open_store,
                                        .make_provider = world.make_provider};
  const auto cpu = cpu_seconds();
  const auto begin = std::chrono::steady_clock::now();
  const auto result = exec::run(plan, {}, surroundings);
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
  const auto folder = std::filesystem::temp_directory_path() / ("run_bench_" + std::to_string(::getpid()));
  const auto output = (folder / "d.jsonl").string();
  const auto plan =
      ChainedPlan(rows, output).finish(argv[1], static_cast<std::uint32_t>(std::strtoul(argv[2], nullptr, 10)));

  net::Loop loop;
  net::Pool pool(loop, 2);
  net::CurlHttp http(loop);
  report::Watcher silent;
  exec::Stop unused;
  std::unique_ptr<store::Store> store;
  const auto open_store = [&]() -> store::StoreResult<store::Store*> {
    if (store) return store.get();
    if (argc < 5) {
      store = store::make_memory_store();
      return store.get();
    }
    auto opened = store::open_store(argv[4], {});
    if (!opened) return opened.take_failure();
    store = std::move(opened->store);
    return store.get();
  };
  const auto make_provider = [&](const plan::ModelSpec& model) {
    return model::make_provider(model, {http, [](const std::string&) { return std::nullopt; }});
  };
  const exec::Surroundings world{.loop = loop,
                                 .pool = pool,
                                 .watcher = silent,
                                 .stop = unused,
                                 .open_store = open_store,
                                 .make_provider = make_provider};
  measure("asked", plan, world, rows * 3);
  std::filesystem::remove(output);
  measure("stored", plan, world, rows * 3);
  std::filesystem::remove_all(folder);
}
