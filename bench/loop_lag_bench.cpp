// How long large replies keep the loop from looking at its sockets: ROWS questions (default 10,000), each answered with
// 64 KB, once as text and once as JSON that is parsed and checked. The limit is 50 ms.
//   loop_lag_bench [ROWS]
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <memory>
#include <string>

#include "runtime/exec/run.h"
#include "runtime/net/curl_http.h"
#include "runtime/net/pool.h"
#include "runtime/store/rocksdb_store.h"
#include "tests/support/loopback_server.h"
#include "tests/support/plan_builder.h"
#include "tests/support/temp_dir.h"

namespace {

using namespace sdg;

constexpr std::size_t kReplySize = std::size_t{64} << 10;
constexpr std::uint32_t kInFlight = 256;

std::string large_text() {
  std::string text;
  while (text.size() < kReplySize) text += "a line of a long answer, with \"quotes\" in it\n";
  return text;
}

std::string large_list() {
  std::string json = "[";
  while (json.size() < kReplySize)
    json += fmt::format(R"({}"sentence number {} of a long answer")", json.size() > 1 ? "," : "", json.size());
  return json + "]";
}

/// One column that is asked for.
class OneColumn : public test::PlanBuilder {
 public:
  OneColumn(std::uint64_t rows, bool as_list, const std::string& output) {
    dataset().rows = rows;
    dataset().row_program = plan::sha256("lag");
    dataset().outputs.push_back({"jsonl", output, {}, {}, {}});
    plan::Ask asked;
    asked.turns.push_back({plan::Role::User, concat({text(as_list ? "list " : "text "), row_index()}), false});
    asked.reply = types().of(plan::TypeKind::String);
    if (as_list) {
      asked.reply = types().list_of(asked.reply, 1);
      asked.format.kind = plan::ReplyFormat::Kind::Json;
    }
    asked.column = asked.caller = "a";
    const auto reply = asked.reply;
    const auto node = typed(ask(std::move(asked)), reply);
    dataset().columns.push_back({"a", node, reply, {}, true, {}});
    dataset().outputs.front().columns.push_back({"a", node, reply});
  }

  plan::Plan finish(const std::string& url) const {
    auto whole = plan();
    auto& model = whole.models.emplace_back();
    model.name = "writer";
    model.provider = "openai";
    model.id = "m";
    model.base_url = url;
    model.concurrency = kInFlight;
    return whole;
  }
};

void measure(const char* name, const test::LoopbackServer& server, std::uint64_t rows, bool as_list) {
  const test::TempDir folder;
  const auto plan = OneColumn(rows, as_list, (folder / "d.jsonl").string()).finish(server.url());
  net::Loop loop;
  net::Pool pool(loop, 2);
  net::CurlHttp http(loop);
  report::Watcher silent;
  exec::Stop stop;
  std::unique_ptr<store::Store> store;
  const auto open_store = [&]() -> store::StoreResult<store::Store*> {
    auto opened = store::open_store(folder / ".sdg", {});
    if (!opened) return opened.take_failure();
    store = std::move(opened->store);
    return store.get();
  };
  const auto make_provider = [&](const plan::ModelSpec& model) {
    return model::make_provider(model, {http, [](const std::string&) { return std::nullopt; }});
  };
  const auto begin = std::chrono::steady_clock::now();
  const auto result = exec::run(plan, {},
                                {.loop = loop,
                                 .pool = pool,
                                 .watcher = silent,
                                 .stop = stop,
                                 .open_store = open_store,
                                 .make_provider = make_provider});
  const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  const double lag = std::chrono::duration<double, std::milli>(loop.longest_lag()).count();
  fmt::print("{:<5} {} replies of 64 KB: exit {}, {:.1f} s, longest lag {:.1f} ms{}\n", name, rows,
             static_cast<int>(result.exit), wall, lag, lag < 50 ? "" : "  ABOVE THE LIMIT");
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint64_t rows = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 10'000;
  test::Behaviour behaviour;
  behaviour.scripts = {{"list ", {large_list()}}, {"text ", {large_text()}}};
  const test::LoopbackServer server(behaviour);
  measure("text", server, rows, false);
  measure("list", server, rows, true);
}
