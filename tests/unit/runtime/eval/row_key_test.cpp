#include "runtime/eval/row_key.h"

#include <doctest/doctest.h>

#include <set>

#include "compiler/plan/digest.h"
#include "tests/unit/runtime/eval/draw_fixture.h"

using namespace sdg;
using namespace sdg::eval;
using test::text;
using test::whole;

namespace {

std::string key_of(std::vector<Value> values) { return *explicit_row_key(values); }
std::string json_of(std::vector<Value> values) { return row_key_json(key_of(std::move(values))); }

}  // namespace

TEST_CASE("a key is shown as a person would write it") {
  CHECK(json_of({text("p1"), whole(3)}) == R"(["p1",3])");
  CHECK(json_of({text("p1")}) == R"("p1")");
  CHECK(json_of({Value(), Value(true), Value::date(1)}) == R"([null,true,"1970-01-02"])");
  CHECK(json_of({Value::datetime(1500)}) == R"("1970-01-01T00:00:01.500Z")");
}

TEST_CASE("values of different kinds are different keys") {
  const std::set<std::string> keys{key_of({whole(1)}),
                                   key_of({text("1")}),
                                   key_of({Value(true)}),
                                   key_of({Value::date(1)}),
                                   key_of({Value::datetime(1)}),
                                   key_of({Value()}),
                                   key_of({whole(1), Value()}),
                                   key_of({text("ab"), text("c")}),
                                   key_of({text("a"), text("bc")})};
  CHECK(keys.size() == 9);
}

TEST_CASE("what can be no key is refused with what to use instead") {
  const std::vector<Value> real{Value(1.5)};
  CHECK(explicit_row_key(real).failure().message ==
        "a float cannot be part of a key: use ints, strings, bools, dates or datetimes");
  const std::vector<Value> list{test::list_of({1})};
  CHECK_FALSE(explicit_row_key(list).ok());
  const std::vector<Value> far{Value::datetime(INT64_MAX)};
  CHECK_FALSE(explicit_row_key(far).ok());
}

TEST_CASE("a default key is the dataset and the places, of which the places are shown") {
  const std::vector<RowPlace> one{{3, "", ""}}, pair{{3, "", ""}, {0, "", ""}}, file{{2, "a.jsonl", ""}};
  CHECK(row_key_json(default_row_key("d", one)) == "3");
  CHECK(row_key_json(default_row_key("d", pair)) == "[3,0]");
  CHECK(row_key_json(default_row_key("d", file)) == R"(["a.jsonl",2])");
  CHECK(default_row_key("d", one) != default_row_key("e", one));
  CHECK(default_row_key("d", one) != key_of({whole(3)}));
}

TEST_CASE("a row over a dataset has that row's own key in its own") {
  const auto upstream = key_of({text("p1"), whole(3)});
  const std::vector<RowPlace> places{{0, "", upstream}, {5, "", ""}};
  CHECK(row_key_json(default_row_key("d", places)) == R"([["p1",3],5])");
}

TEST_CASE("bytes that are no key are shown as such") {
  const auto key = key_of({text("p1"), whole(3)});
  for (std::size_t length = 0; length < key.size(); ++length) row_key_json(key.substr(0, length));
  CHECK(row_key_json("nonsense") == R"("?")");
  CHECK(row_key_json("") == R"("?")");
  CHECK(row_key_json(key.substr(0, key.size() - 1)) == R"("?")");
}

TEST_CASE("the bytes of keys never change") {
  const auto upstream = key_of({whole(1)});
  const std::vector<RowPlace> places{{3, "", ""}, {2, "a.jsonl", ""}, {0, "", upstream}};
  CHECK(plan::sha256(key_of({text("p1"), whole(3), Value(true), Value(), Value::date(7), Value::datetime(8)}))
            .short_hex() == "5cb7f7361c9b");
  CHECK(plan::sha256(default_row_key("d", places)).short_hex() == "6bff410b76fe");
}
