#include <doctest/doctest.h>
#include <sys/stat.h>

#include <algorithm>

#include "tests/cli/pipeline_fixture.h"

using namespace sdg::test;

namespace {

const std::string kServer =
    R"(openai("m", base_url = env("MODEL_URL"), api_key = "none", temperature = 0.5, concurrency = 16))";
const std::string kReplay = R"(replay("replies.jsonl"))";

std::string without_its_last_bytes(std::string text, std::size_t count) { return text.substr(0, text.size() - count); }

}  // namespace

TEST_CASE("a recorded run is answered from its recording, byte for byte and without a server") {
  Bench bench;
  write_chain(bench, 6);
  REQUIRE(bench.sdgc({"run", "pipeline.sdg", "--record", "replies.jsonl"}).exit_code == 0);
  const std::string expected = bench.output();
  struct stat facts {};
  REQUIRE(stat((bench.folder / "replies.jsonl").c_str(), &facts) == 0);
  CHECK((facts.st_mode & 0777) == 0600);

  bench.server.forget();
  bench.edit(kServer, kReplay);
  const Outcome outcome = bench.run_pipeline();
  CHECK_MESSAGE(outcome.exit_code == 0, outcome.err);
  CHECK(bench.output() == expected);
  CHECK(bench.server.stats().asked == 0);
}

TEST_CASE("what was taken from the store is not recorded again, and a second recording goes on behind the first") {
  Bench bench;
  write_chain(bench, 2);
  REQUIRE(bench.sdgc({"run", "pipeline.sdg", "--record", "replies.jsonl"}).exit_code == 0);
  const std::string first = read_file(bench.folder / "replies.jsonl");
  bench.edit("Sum up:", "Say shortly:");
  REQUIRE(bench.sdgc({"run", "pipeline.sdg", "--record", "replies.jsonl"}).exit_code == 0);
  const std::string both = read_file(bench.folder / "replies.jsonl");
  CHECK(both.starts_with(first));
  CHECK(std::ranges::count(both, '\n') == 6 + 2);
}

TEST_CASE("an edited question is not in the recording: its row says so") {
  Bench bench;
  write_chain(bench, 2);
  REQUIRE(bench.sdgc({"run", "pipeline.sdg", "--record", "replies.jsonl"}).exit_code == 0);
  bench.edit(kServer, kReplay);
  bench.edit("Sum up:", "Say shortly:");
  const Outcome outcome = bench.run_pipeline();
  CHECK(outcome.exit_code == 4);
  CHECK(outcome.err.find("`third`: provider: the recording `replies.jsonl` has no answer to this question") !=
        std::string::npos);
}

TEST_CASE("a recording that was cut off in a line is used up to there") {
  Bench bench;
  write_chain(bench, 2);
  REQUIRE(bench.sdgc({"run", "pipeline.sdg", "--record", "replies.jsonl"}).exit_code == 0);
  bench.write("replies.jsonl", without_its_last_bytes(read_file(bench.folder / "replies.jsonl"), 10));
  bench.edit(kServer, kReplay);
  const Outcome outcome = bench.run_pipeline();
  CHECK(outcome.exit_code == 4);
  CHECK(outcome.err.find("1 row of dataset `chain` failed") != std::string::npos);
}

TEST_CASE("a recording that is missing, or is none, is told before anything is written") {
  Bench bench;
  write_chain(bench, 2);
  bench.edit(kServer, kReplay);
  const Outcome missing = bench.run_pipeline();
  CHECK(missing.exit_code == 3);
  CHECK(missing.err.find("`sdgc run FILE --record replies.jsonl` makes one") != std::string::npos);
  bench.write("replies.jsonl", "{\"text\": \"hello\"}\n");
  const Outcome other = bench.run_pipeline();
  CHECK(other.exit_code == 3);
  CHECK(other.err.find("line 1 of the recording `replies.jsonl` is none that `sdgc run --record` has written") !=
        std::string::npos);
  const Outcome unwritable = bench.sdgc({"run", "pipeline.sdg", "--record", "no/such/folder.jsonl"});
  CHECK(unwritable.exit_code == 5);
}
