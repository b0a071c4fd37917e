#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/support/loopback_server.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace sdg::test {

/// A folder with a pipeline, and a server that it asks.
class Bench {
 public:
  explicit Bench(Behaviour behaviour = {}) : server(behaviour) {}

  Command command(std::vector<std::string> args) const {
    Command result;
    result.argv = {sdgc_path()};
    result.argv.insert(result.argv.end(), args.begin(), args.end());
    result.folder = folder.path();
    result.env["MODEL_URL"] = server.url();
    return result;
  }
  Outcome sdgc(std::vector<std::string> args) const { return run(command(std::move(args))); }
  Outcome run_pipeline() const { return sdgc({"run", "pipeline.sdg"}); }
  /// Requests that a run of the pipeline, as it stands now, makes.
  std::uint64_t cost_of_a_run() {
    server.forget();
    const Outcome outcome = run_pipeline();
    if (outcome.exit_code != 0) throw std::runtime_error(outcome.err);
    return server.stats().asked;
  }
  void write(const std::string& name, const std::string& text) const { folder.write(name, text); }
  std::string output() const { return read_file(folder / "out.jsonl"); }
  /// Replaces `from` in the pipeline by `to`.
  void edit(const std::string& from, const std::string& to) const {
    std::string text = read_file(folder / "pipeline.sdg");
    const auto at = text.find(from);
    if (at == std::string::npos) throw std::runtime_error("the pipeline has no " + from);
    write("pipeline.sdg", text.replace(at, from.size(), to));
  }

  TempDir folder;
  LoopbackServer server;
};

/// Three columns that ask, the second and third one after the other, over `rows` rows with a key.
inline void write_chain(const Bench& bench, int rows) {
  std::string topics;
  for (int i = 0; i < rows; ++i)
    topics += "{\"id\": " + std::to_string(i) + ", \"topic\": \"topic " + std::to_string(i) + "\"}\n";
  bench.write("topics.jsonl", topics);
  bench.write("pipeline.sdg", R"(
param tone: string = "calm"
source topics: { id: int, topic: string } = read("topics.jsonl")
model writer = openai("m", base_url = env("MODEL_URL"), api_key = "none", temperature = 0.5, concurrency = 16)
schema Score { points: int(1..10), why: string }
dataset chain from topics as t {
  key t.id
  topic = t.topic
  level = choice("easy", "hard")
  first = writer("Say something about {topic}, {level}.")
  second: Score = writer("Judge this in a {tone} tone: {first}")
  third = writer("Sum up: {second.why}")
  output "out.jsonl"
}
)");
}

}  // namespace sdg::test
