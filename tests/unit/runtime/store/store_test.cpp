#include "runtime/store/store.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <thread>

#include "tests/unit/runtime/store/store_fixture.h"

using namespace sdg::store;
using namespace sdg::store::test;

#define BOTH_STORES InMemory, OnDisk

TEST_CASE_TEMPLATE("an attempt is found again with everything that was known of it", Place, BOTH_STORES) {
  Place place;
  Attempt whole = attempt(std::string("{\"choices\":\0[]}", 15));
  whole.output_limit = 4096;
  whole.followed = Followed::Rejected;
  whole.finish = "content_filter";
  Batch batch;
  batch.attempts.push_back({cell("question"), 0, R"({"template":"ab12"})", whole});
  REQUIRE(place.store->commit(batch));

  const auto entry = place.store->find(cell("question"));
  REQUIRE(entry);
  CHECK(*entry == Entry{R"({"template":"ab12"})", {whole}, 0});
  CHECK(place.store->find(cell("another question")) == std::nullopt);
}

TEST_CASE_TEMPLATE("later attempts stand behind the first, in order", Place, BOTH_STORES) {
  Place place;
  REQUIRE(place.store->commit(answered("q", "one")));
  REQUIRE(place.store->commit(answered("q", "two", 1)));
  REQUIRE(place.store->commit(answered("q", "three", 2)));
  const auto entry = place.store->find(cell("q"));
  REQUIRE(entry);
  REQUIRE(entry->attempts.size() == 3);
  CHECK(entry->attempts[0].reply == "one");
  CHECK(entry->attempts[1].reply == "two");
  CHECK(entry->attempts[2].reply == "three");
  CHECK(entry->recipe == R"({"model":"sim-1"})");
}

TEST_CASE_TEMPLATE("an attempt that is committed twice counts once", Place, BOTH_STORES) {
  Place place;
  REQUIRE(place.store->commit(answered("q", "one")));
  REQUIRE(place.store->commit(answered("q", "two", 1)));
  REQUIRE(place.store->commit(answered("q", "two again", 1)));
  const auto entry = place.store->find(cell("q"));
  REQUIRE(entry->attempts.size() == 2);
  CHECK(entry->attempts[1].reply == "two");
}

TEST_CASE_TEMPLATE("an attempt whose predecessor is not there is not an entry", Place, BOTH_STORES) {
  Place place;
  REQUIRE(place.store->commit(answered("q", "second", 1)));
  CHECK(place.store->find(cell("q")) == std::nullopt);
}

TEST_CASE_TEMPLATE("attempt 0 begins the entry anew", Place, BOTH_STORES) {
  Place place;
  REQUIRE(place.store->commit(answered("q", "one")));
  REQUIRE(place.store->commit(answered("q", "two", 1)));
  REQUIRE(place.store->commit(answered("q", "afresh")));
  const auto entry = place.store->find(cell("q"));
  REQUIRE(entry->attempts.size() == 1);
  CHECK(entry->attempts[0].reply == "afresh");
}

TEST_CASE_TEMPLATE("allowances add up and stay when attempts follow", Place, BOTH_STORES) {
  Place place;
  REQUIRE(place.store->commit(answered("q", "one")));
  Batch more;
  more.allowances = {{cell("q"), 3}, {cell("q"), 3}};
  REQUIRE(place.store->commit(more));
  REQUIRE(place.store->commit(answered("q", "two", 1)));
  const auto entry = place.store->find(cell("q"));
  CHECK(entry->extra_attempts == 6);
  CHECK(entry->attempts.size() == 2);
}

TEST_CASE_TEMPLATE("a row is found by its dataset and key", Place, BOTH_STORES) {
  Place place;
  const std::string key("k\0\xff", 3);
  RowRecord failed = finished("");
  failed.status = RowStatus::Failed;
  failed.cause = "rejected";
  failed.kept = std::nullopt;
  Batch batch = decided("calls", key, "v");
  batch.rows.push_back({"calls", "other", failed});
  REQUIRE(place.store->commit(batch));

  CHECK(place.store->find_row("calls", key) == finished("v"));
  CHECK(place.store->find_row("calls", "other") == failed);
  CHECK(place.store->find_row("call", "s" + key) == std::nullopt);
  CHECK(place.store->find_row("calls", "") == std::nullopt);
}

TEST_CASE_TEMPLATE("a row that is decided again replaces its record", Place, BOTH_STORES) {
  Place place;
  REQUIRE(place.store->commit(decided("d", "k", "old")));
  REQUIRE(place.store->commit(decided("d", "k", "new")));
  CHECK(place.store->find_row("d", "k")->values == "new");
}

TEST_CASE_TEMPLATE("one commit takes the completions of many rows", Place, BOTH_STORES) {
  Place place;
  std::vector<Batch> batches;
  for (int i = 0; i < 100; ++i) {
    batches.push_back(answered("q" + std::to_string(i), "reply"));
    batches.back().rows.push_back({"d", "k" + std::to_string(i), finished("v")});
  }
  REQUIRE(place.store->commit(batches));
  CHECK(place.store->find(cell("q99")));
  CHECK(place.store->find_row("d", "k99"));
  CHECK(place.store->statistics().attempts_written == 100);
  CHECK(place.store->statistics().rows_written == 100);
  CHECK(place.store->commit(std::span<const Batch>()).ok());
}

TEST_CASE_TEMPLATE("rows are visited by dataset, as they lie, until the visitor has enough", Place, BOTH_STORES) {
  Place place;
  for (const char* key : {"b", "a", "c"}) REQUIRE(place.store->commit(decided("d", key, key)));
  REQUIRE(place.store->commit(decided("da", "x", "of another dataset")));
  std::string seen;
  REQUIRE(place.store->visit_rows("d", [&](std::string_view key, RowRecord row) {
    seen += std::string(key) + row.values + ' ';
    return true;
  }));
  CHECK(seen == "aa bb cc ");

  int visited = 0;
  REQUIRE(place.store->visit_rows("d", [&](std::string_view, RowRecord) { return ++visited < 2; }));
  CHECK(visited == 2);
  CHECK(place.store->datasets().ok());
  CHECK(*place.store->datasets() == std::vector<std::string>{"d", "da"});
}

TEST_CASE_TEMPLATE("rows are found together as each alone, in whatever order they are looked for", Place, BOTH_STORES) {
  Place place;
  // As the keys of numbered rows are: the number at the end, its lowest byte first.
  const auto key_of = [](std::size_t number) {
    return std::string("row ") + static_cast<char>(number % 256) + static_cast<char>(number / 256) + '\0';
  };
  for (std::size_t i = 0; i < 1000; ++i) {
    if (i % 7 != 3 && (i < 500 || i > 600)) REQUIRE(place.store->commit(decided("d", key_of(i), std::to_string(i))));
  }
  REQUIRE(place.store->commit(decided("e", key_of(3), "of another dataset")));
  const auto look_for = [&](const std::vector<std::size_t>& numbers) {
    std::vector<std::string> keys(numbers.size());
    std::ranges::transform(numbers, keys.begin(), key_of);
    const std::vector<std::string_view> views(keys.begin(), keys.end());
    std::vector<std::string> found(numbers.size()), alone(numbers.size());
    place.store->find_rows("d", views, [&](std::size_t at, RowRecord row) { found[at] += row.values; });
    for (std::size_t i = 0; i < keys.size(); ++i) {
      if (const auto row = place.store->find_row("d", keys[i])) alone[i] = row->values;
    }
    CHECK(found == alone);
    return std::ranges::count(found, "");
  };
  std::vector<std::size_t> all(1100);
  std::iota(all.begin(), all.end(), 0);
  CHECK(look_for(all) == 1100 - 771);
  std::ranges::reverse(all);
  CHECK(look_for(all) == 1100 - 771);
  CHECK(look_for({3, 10, 490, 501, 602, 603, 999}) == 3);
  CHECK(look_for({2, 2, 2}) == 0);
  CHECK(look_for({1000, 1001}) == 2);
  CHECK(look_for({3}) == 1);
  CHECK(look_for({}) == 0);
}

TEST_CASE_TEMPLATE("cells are visited all, whatever else there is", Place, BOTH_STORES) {
  Place place;
  REQUIRE(place.store->commit(answered("a", "1")));
  REQUIRE(place.store->commit(answered("b", "2")));
  REQUIRE(place.store->commit(decided("d", "k", "v")));
  std::size_t visited = 0;
  REQUIRE(place.store->visit_cells([&](const CellKey& key, Entry entry) {
    CHECK(place.store->find(key) == entry);
    ++visited;
    return true;
  }));
  CHECK(visited == 2);
}

TEST_CASE_TEMPLATE("spending adds up for each dataset, and what is given back counts", Place, BOTH_STORES) {
  Place place;
  CHECK(place.store->spent("d") == 0);
  Batch reserve;
  reserve.spending = {{"d", 5'000'000'000}, {"e", 1}};
  REQUIRE(place.store->commit(reserve));
  Batch settle = answered("q", "reply");
  settle.spending = {{"d", -4'000'000'000}};
  REQUIRE(place.store->commit(settle));
  CHECK(place.store->spent("d") == 1'000'000'000);
  CHECK(place.store->spent("e") == 1);
}

TEST_CASE_TEMPLATE("runs are kept in the order of their ids, the last word on each", Place, BOTH_STORES) {
  Place place;
  const RunRecord second{"2026-02", 2, "sdgc run b.sdg", {{"rows", 10}, {"failed", 1}}};
  REQUIRE(place.store->put_run(second));
  REQUIRE(place.store->put_run({"2026-01", 1, "sdgc run a.sdg", {}}));
  RunRecord finished_first{"2026-01", 1, "sdgc run a.sdg", {{"rows", 7}}};
  REQUIRE(place.store->put_run(finished_first));
  const auto runs = place.store->runs();
  REQUIRE(runs.ok());
  CHECK(*runs == std::vector<RunRecord>{finished_first, second});
}

TEST_CASE_TEMPLATE("what is swept is gone, and nothing else", Place, BOTH_STORES) {
  Place place;
  for (const char* name : {"a", "b"}) REQUIRE(place.store->commit(answered(name, name)));
  for (const char* key : {"k", "l"}) REQUIRE(place.store->commit(decided("d", key, key)));
  REQUIRE(place.store->erase({{cell("a"), cell("never")}, {{"d", "k"}, {"nowhere", "k"}}}));
  CHECK(place.store->find(cell("a")) == std::nullopt);
  CHECK(place.store->find(cell("b")));
  CHECK(place.store->find_row("d", "k") == std::nullopt);
  CHECK(place.store->find_row("d", "l"));
}

TEST_CASE_TEMPLATE("hits and misses are counted", Place, BOTH_STORES) {
  Place place;
  REQUIRE(place.store->commit(answered("a", "1")));
  place.store->find(cell("a"));
  place.store->find(cell("a"));
  place.store->find(cell("b"));
  const auto statistics = place.store->statistics();
  CHECK(statistics.cell_hits == 2);
  CHECK(statistics.cell_misses == 1);
  CHECK(statistics.unreadable == 0);
}

TEST_CASE_TEMPLATE("many threads may write and read at once", Place, BOTH_STORES) {
  Place place;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&place, t] {
      for (int i = 0; i < 200; ++i) {
        const auto name = std::to_string(t) + ":" + std::to_string(i);
        Batch batch = answered(name, name);
        batch.spending = {{"d", 1}};
        if (!place.store->commit(batch) || !place.store->find(cell(name))) throw std::runtime_error(name);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(place.store->spent("d") == 800);
  CHECK(place.store->sync().ok());
}
