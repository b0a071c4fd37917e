#include "runtime/report/forecast.h"

#include <doctest/doctest.h>

using namespace sdg::report;

namespace {

ColumnForecast column(std::string name) { return {.column = std::move(name), .model = "m", .found = 0}; }

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a forecast without requests says that nothing would be asked") {
  Forecast forecast;
  forecast.datasets.push_back({.dataset = "d", .candidates = 1, .columns = {column("x")}});
  CHECK(has(to_text(forecast), "d: 1 row\n"));
  CHECK(has(to_text(forecast), "a run would ask nothing\n"));
}

TEST_CASE("a price that is not known for one column is known for no sum") {
  Forecast forecast;
  auto priced = column("x"), unpriced = column("y");
  priced.fresh = unpriced.fresh = 1;
  priced.cost_nano_dollars = 2'000'000'000;
  unpriced.cost_nano_dollars.reset();
  forecast.datasets.push_back({.dataset = "d", .candidates = 1, .columns = {priced, unpriced}});
  CHECK(has(to_text(forecast), "$2.00"));
  CHECK(has(to_text(forecast), "2 requests, about 0 tokens, price not known"));
}

TEST_CASE("what must be known first is said first") {
  Forecast forecast;
  forecast.warnings.emplace_back("read this");
  forecast.datasets.push_back({.dataset = "d"});
  CHECK(to_text(forecast).starts_with("read this\nd: 0 rows\n"));
}
