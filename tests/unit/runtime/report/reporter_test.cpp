#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "runtime/report/json_reporter.h"
#include "runtime/report/live_reporter.h"
#include "runtime/report/plain_reporter.h"
#include "runtime/report/progress_text.h"
#include "runtime/report/summary.h"

using namespace sdg::report;
using namespace std::chrono_literals;

namespace {

/// A clock and a sink that the test looks into.
struct Stage {
  std::chrono::steady_clock::time_point now{};
  std::string shown;
  SteadyClock clock = [this] { return now; };
  TextSink sink = [this](std::string_view text) { shown += text; };
};

void answer_calls(Watcher& watcher, int count) {
  const CallSite site{"d", "a", "writer", "key", 0};
  for (int i = 0; i < count; ++i) {
    watcher.call_begins(site);
    watcher.call_ends({.site = site, .answered = true, .tokens = {100, 0, 50}, .cost_nano_dollars = 1'000'000});
  }
}

DatasetTally tally() {
  DatasetTally tally;
  tally.dataset = "d";
  tally.taken = 1;
  tally.computed = 8;
  tally.failed = 1;
  tally.failures["format"] = 1;
  auto& column = tally.columns.emplace_back();
  column.column = "answer";
  column.calls = 12;
  column.retries = 2;
  column.failures = 1;
  column.tokens = {1200, 0, 340};
  for (int i = 0; i < 12; ++i) column.latencies.add(40);
  tally.samples.push_back({"7", "answer", "format", "no \x1b[31mJSON"});
  tally.written.push_back("out/d.jsonl");
  tally.written_rows = 9;
  return tally;
}

}  // namespace

TEST_CASE("progress counts rows, calls, money and the time that is left") {
  Stage stage;
  Progress progress(stage.clock);
  progress.dataset_begins("d", 100);
  progress.row_ends("d", RowEnd::Taken);
  for (int i = 0; i < 19; ++i) progress.row_ends("d", RowEnd::Computed);
  answer_calls(progress, 19);
  stage.now += 10s;
  CHECK(dataset_text(progress.datasets()[0]) == "d  20/100 rows, 1 from the store");
  CHECK(activity_text(progress) == "0 in flight, 1.9 requests/s, 285 tokens/s, $0.0190 of about $0.0990, 42 s left");
}

TEST_CASE("a dataset that is only read by others has no rows of its own to count") {
  DatasetTally read;
  read.dataset = "d";
  read.complete = read.only_read = true;
  CHECK(summary({&read, 1}) == "d: only read by other datasets\n");
  Stage stage;
  PlainReporter reporter(stage.clock, stage.sink);
  reporter.dataset_begins("d", 100);
  reporter.dataset_ends(read);
  CHECK(stage.shown == "d  only read by other datasets\n");
}

TEST_CASE("throttling and stopping are shown while they last") {
  Stage stage;
  Progress progress(stage.clock);
  progress.throttled({"writer", 12, 64, 3s});
  CHECK(activity_text(progress) == "0 in flight, 429: writer pauses 3 s");
  stage.now += 4s;
  CHECK(activity_text(progress) == "0 in flight, 429: writer at 12/64");
  progress.draining("interrupted");
  CHECK(activity_text(progress) == "0 in flight, 429: writer at 12/64, stopping: interrupted");
}

TEST_CASE("a log gets a line every ten seconds and one at the end") {
  Stage stage;
  PlainReporter reporter(stage.clock, stage.sink);
  reporter.dataset_begins("d", 3);
  for (int i = 0; i < 99; ++i) {
    stage.now += 100ms;
    reporter.tick();
  }
  CHECK(stage.shown.empty());
  stage.now += 100ms;
  reporter.tick();
  CHECK(stage.shown == "d  0/3 rows; 0 in flight\n");
  stage.shown.clear();
  for (int i = 0; i < 3; ++i) reporter.row_ends("d", RowEnd::Computed);
  DatasetTally end;
  end.dataset = "d";
  reporter.dataset_ends(end);
  CHECK(stage.shown == "d  3/3 rows\n");
}

TEST_CASE("a terminal's block is drawn over itself, no wider than the terminal") {
  Stage stage;
  LiveReporter reporter(stage.clock, stage.sink, [] { return std::size_t{24}; });
  reporter.dataset_begins("a dataset with a long name", 3);
  reporter.tick();
  CHECK(stage.shown == "\r\x1b[Ka dataset with a long …\n\r\x1b[K  0 in flight\n");
  stage.shown.clear();
  reporter.tick();
  CHECK(stage.shown.empty());  // nothing changed
  reporter.call_begins({"d", "a", "writer", "key", 0});
  reporter.tick();
  CHECK(stage.shown == "\x1b[2A\r\x1b[Ka dataset with a long …\n\r\x1b[K  1 in flight\n");
}

TEST_CASE("names cannot give orders to a terminal") {
  Stage stage;
  LiveReporter reporter(stage.clock, stage.sink, [] { return std::size_t{80}; });
  reporter.dataset_begins("d\x1b]0;owned\x07", {});
  reporter.draining("line\nbreak");
  CHECK(stage.shown.find("\x1b]") == std::string::npos);
  CHECK(std::count(stage.shown.begin(), stage.shown.end(), '\n') == 2);
}

TEST_CASE("programs get one JSON object a line") {
  Stage stage;
  JsonReporter reporter(stage.clock, stage.sink);
  reporter.dataset_begins("d", std::nullopt);
  answer_calls(reporter, 2);
  stage.now += 1s;
  reporter.tick();
  reporter.draining("interrupted");
  reporter.dataset_ends(tally());
  std::vector<std::string> events;
  std::istringstream lines(stage.shown);
  for (std::string line; std::getline(lines, line);) events.push_back(nlohmann::json::parse(line).at("event"));
  CHECK(events == std::vector<std::string>{"dataset_begins", "progress", "draining", "dataset_ends"});
}

TEST_CASE("the summary tells rows, columns, files and the first failures") {
  const auto one = tally();
  CHECK(summary({&one, 1}) ==
        "d: 10 rows, 1 from the store, 1 failed\n"
        "  wrote 9 rows to out/d.jsonl\n"
        "  column  calls  hits  retries  failed  tokens in/out    p50    p95\n"
        "  answer     12     0        2       1     1.2k / 340  44 ms  44 ms\n"
        "  row 7, `answer`: format: no \xe2\x90\x9b[31mJSON\n");
}
