#include "runtime/report/numbers.h"

#include <doctest/doctest.h>

#include "runtime/report/latencies.h"
#include "runtime/report/rate_window.h"

using namespace sdg::report;
using namespace std::chrono_literals;

TEST_CASE("numbers are short and read at a glance") {
  CHECK(grouped(7) == "7");
  CHECK(grouped(1234567) == "1,234,567");
  CHECK(grouped(100000) == "100,000");
  CHECK(rounded(0) == "0");
  CHECK(rounded(3.14159) == "3.1");
  CHECK(rounded(950) == "950");
  CHECK(rounded(999.9) == "1.0k");
  CHECK(rounded(20'400) == "20k");
  CHECK(rounded(3'400'000) == "3.4M");
  CHECK(dollars(0) == "$0.00");
  CHECK(dollars(4'200'000) == "$0.0042");
  CHECK(dollars(12'300'000'000) == "$12.30");
  CHECK(counted(1, "row") == "1 row");
  CHECK(counted(2000, "row") == "2,000 rows");
}

TEST_CASE("times are told as precisely as they are known") {
  CHECK(time_span(45s) == "45 s");
  CHECK(time_span(200s) == "3 min");
  CHECK(time_span(2h + 5min) == "2 h 05 min");
}

TEST_CASE("percentiles are right to a tenth") {
  Latencies latencies;
  CHECK(latencies.percentile(0.5) == 0);
  for (int i = 1; i <= 1000; ++i) latencies.add(i);
  CHECK(latencies.percentile(0.5) == doctest::Approx(500).epsilon(0.1));
  CHECK(latencies.percentile(0.95) == doctest::Approx(950).epsilon(0.1));
  latencies.add(1e12);  // a clock that jumped
  CHECK(latencies.count() == 1001);
}

TEST_CASE("a rate is of the last minute") {
  const std::chrono::steady_clock::time_point begin{};
  RateWindow window(begin);
  for (int second = 0; second < 120; ++second) window.add(begin + std::chrono::seconds(second), second < 60 ? 100 : 10);
  CHECK(window.per_second(begin + 119s) == doctest::Approx(10));
  CHECK(window.per_second(begin + 300s) == 0);
  RateWindow fresh(begin);
  fresh.add(begin + 1s, 6);
  CHECK(fresh.per_second(begin + 2s) == doctest::Approx(3));
}
