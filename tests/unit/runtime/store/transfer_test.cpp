#include "runtime/store/transfer.h"

#include <doctest/doctest.h>

#include "tests/unit/runtime/store/store_fixture.h"

using namespace sdg::store;
using namespace sdg::store::test;

TEST_CASE("an empty store receives all of another one") {
  const auto from = make_memory_store();
  const auto to = make_memory_store();
  for (int i = 0; i < 200; ++i) REQUIRE(from->commit(answered("q" + std::to_string(i), "reply")));
  REQUIRE(from->commit(answered("q7", "second", 1)));
  Batch more = decided("d", "k", "v");
  more.allowances = {{cell("q7"), 3}};
  REQUIRE(from->commit(more));

  const auto cells = transfer_cells(*from, *to);
  REQUIRE(cells.ok());
  CHECK(cells->cells == 200);
  CHECK(cells->attempts == 201);
  CHECK(to->find(cell("q7")) == from->find(cell("q7")));
  const auto rows = transfer_rows(*from, *to);
  REQUIRE(rows.ok());
  CHECK(rows->rows == 1);
  CHECK(to->find_row("d", "k") == finished("v"));
}

TEST_CASE("only what is missing is transferred, and a different answer stays") {
  const auto from = make_memory_store();
  const auto to = make_memory_store();
  for (auto* store : {from.get(), to.get()}) REQUIRE(store->commit(answered("shared", "one")));
  REQUIRE(from->commit(answered("shared", "two", 1)));
  REQUIRE(from->commit(answered("differs", "theirs")));
  REQUIRE(to->commit(answered("differs", "ours")));
  REQUIRE(from->commit(decided("d", "k", "theirs")));
  REQUIRE(to->commit(decided("d", "k", "ours")));

  const auto cells = transfer_cells(*from, *to);
  REQUIRE(cells.ok());
  CHECK(cells->attempts == 1);
  CHECK(to->find(cell("shared"))->attempts.size() == 2);
  CHECK(to->find(cell("differs"))->attempts[0].reply == "ours");
  CHECK(transfer_rows(*from, *to)->rows == 0);
  CHECK(to->find_row("d", "k")->values == "ours");
  CHECK(transfer_cells(*from, *to)->attempts == 0);
}

TEST_CASE("a live store is copied through a reader") {
  const OnDisk source;
  REQUIRE(source.store->commit(answered("q", "reply")));
  const auto reader = open_read_only(source.folder / ".sdg");
  REQUIRE(reader.ok());
  const auto copy = open_or_throw(source.folder / "copy");
  REQUIRE(transfer_cells(**reader, *copy.store).ok());
  CHECK(copy.store->find(cell("q")));
}

TEST_CASE("a store that cannot be written ends the transfer with its reason") {
  const OnDisk target;
  const auto reader = open_read_only(target.folder / ".sdg");
  REQUIRE(reader.ok());
  const auto from = make_memory_store();
  REQUIRE(from->commit(answered("q", "reply")));
  CHECK_FALSE(transfer_cells(*from, **reader).ok());
}
