#include <doctest/doctest.h>
#include <sys/stat.h>

#include <algorithm>

#include "tests/cli/pipeline_fixture.h"

using namespace sdg::test;

namespace {

std::ptrdiff_t count(const std::string& text, const std::string& part) {
  std::ptrdiff_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++found;
  return found;
}

}  // namespace

TEST_CASE("every call is a line of metrics, and so is every answer that the store had") {
  Bench bench;
  write_chain(bench, 4);
  REQUIRE(bench.sdgc({"run", "pipeline.sdg", "--metrics", "calls.jsonl"}).exit_code == 0);
  const std::string first = read_file(bench.folder / "calls.jsonl");
  CHECK(std::ranges::count(first, '\n') == 12);
  CHECK(count(first, R"("memo_hit":false)") == 12);
  CHECK(count(first, R"("row":3,"column":"third","model":"writer","attempt":0)") == 1);
  CHECK(first.find("tokens_in") != std::string::npos);

  bench.edit("Sum up", "Sum it up");
  REQUIRE(bench.sdgc({"run", "pipeline.sdg", "--metrics", "calls.jsonl"}).exit_code == 0);
  const std::string second = read_file(bench.folder / "calls.jsonl");
  CHECK(count(second, R"("memo_hit":true)") == 8);
  CHECK(count(second, R"("memo_hit":false)") == 4);
}

TEST_CASE("metrics are for their user alone, also in a file that was open to others") {
  Bench bench;
  write_chain(bench, 1);
  bench.write("calls.jsonl", "old\n");
  ::chmod((bench.folder / "calls.jsonl").c_str(), 0644);
  REQUIRE(bench.sdgc({"run", "pipeline.sdg", "--metrics", "calls.jsonl"}).exit_code == 0);
  struct stat facts {};
  REQUIRE(::stat((bench.folder / "calls.jsonl").c_str(), &facts) == 0);
  CHECK((facts.st_mode & 0777) == 0600);
  CHECK(read_file(bench.folder / "calls.jsonl").find("old") == std::string::npos);
}

TEST_CASE("metrics that cannot be written are told before anything is asked") {
  Bench bench;
  write_chain(bench, 1);
  const Outcome outcome = bench.sdgc({"run", "pipeline.sdg", "--metrics", "no/such/folder.jsonl"});
  CHECK(outcome.exit_code == 5);
  CHECK(bench.server.stats().asked == 0);
}

TEST_CASE("datasets that are run one at a time come out the same") {
  Bench bench;
  std::string program = R"(model writer = openai("m", base_url = env("MODEL_URL"), api_key = "none"))";
  for (const char* name : {"a", "b", "c"}) {
    program += "\ndataset " + std::string(name) + " {\n  rows 3\n  x = writer(\"" + name +
               " {index()}\")\n  output \"" + name + ".jsonl\"\n}\n";
  }
  program += "dataset d from a {\n  y = writer(\"again {a.x}\")\n  output \"d.jsonl\"\n}\n";
  bench.write("pipeline.sdg", program);
  REQUIRE(bench.sdgc({"run", "pipeline.sdg", "-j", "1"}).exit_code == 0);
  CHECK(bench.server.stats().asked == 12);
  for (const char* name : {"a", "b", "c", "d"}) {
    const std::string rows = read_file(bench.folder / (std::string(name) + ".jsonl"));
    CHECK(std::ranges::count(rows, '\n') == 3);
  }
}
