// How long large replies keep the loop from looking at its sockets: ROWS questions (default 10,000), each answered with
// 64 KB, once as text and once as JSON that is parsed and checked. The limit is 50 ms.
//   loop_lag_bench [ROWS]
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <string>

#include "tests/support/loopback_server.h"
#include "tests/support/real_world.h"
#include "tests/support/run_plan.h"

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

plan::Plan one_question(const test::TempDir& folder, const std::string& url, std::uint64_t rows, bool as_list) {
  test::RunPlan plan(folder, rows);
  plan.ask_server(url, kInFlight);
  const auto content = plan.concat({plan.text(as_list ? "list " : "text "), plan.row_index()});
  plan.question("a", content, [&](plan::Ask& asked) {
    if (!as_list) return;
    asked.reply = plan.types().list_of(asked.reply, 1);
    asked.format.kind = plan::ReplyFormat::Kind::Json;
  });
  return plan.finish();
}

void measure(const char* name, const test::LoopbackServer& server, std::uint64_t rows, bool as_list) {
  const test::TempDir folder;
  const auto plan = one_question(folder, server.url(), rows, as_list);
  test::RealWorld world(folder / ".sdg");
  const auto begin = std::chrono::steady_clock::now();
  const auto result = world.run(plan);
  const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  const double lag = std::chrono::duration<double, std::milli>(world.loop().longest_lag()).count();
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
