#include "compiler/plan/value.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <thread>
#include <unordered_set>
#include <vector>

#include "compiler/plan/value_hash.h"

using namespace sdg::plan;

namespace {

Value integer(std::int64_t number) { return Value(number); }
Value text(const char* content) { return Value::string(content); }

}  // namespace

TEST_CASE("a value is two words") { CHECK(sizeof(Value) == 16); }

TEST_CASE("values are equal by content") {
  CHECK(Value() == Value());
  CHECK(text("a") == text("a"));
  CHECK(text("1") != integer(1));
  CHECK(Value(true) != integer(1));
  CHECK(Value::date(1) != Value::datetime(1));
  CHECK(text("ab") != Value::bytes("ab"));
  CHECK(Value::list({integer(1), text("x")}) == Value::list({integer(1), text("x")}));
  CHECK(Value::list({integer(1)}) != Value::list({integer(1), integer(1)}));
}

TEST_CASE("an int equals a float of the same size, exactly") {
  CHECK(integer(1) == Value(1.0));
  CHECK(Value(0.0) == Value(-0.0));
  CHECK(integer(INT64_MAX) != Value(9223372036854775807.0));  // the float is one more
  CHECK(integer((std::int64_t{1} << 53) + 1) != Value(9007199254740992.0));
  CHECK(Value(std::nan("")) != Value(std::nan("")));
}

TEST_CASE("records are equal whatever the order of their fields") {
  const Value a = Value::record(make_shape({"x", "y"}), {integer(1), text("b")});
  const Value b = Value::record(make_shape({"y", "x"}), {text("b"), integer(1)});
  CHECK(a == b);
  CHECK(ValueHash{}(a) == ValueHash{}(b));
  CHECK(a != Value::record(make_shape({"x", "z"}), {integer(1), text("b")}));
  CHECK(a != Value::record(make_shape({"x"}), {integer(1)}));
  CHECK(*a.field("y") == text("b"));
  CHECK(a.field("z") == nullptr);
}

TEST_CASE("equal values have one place in a table") {
  std::unordered_set<Value, ValueHash> seen{
      integer(1), Value(1.0), text("1"), Value(), Value::list({integer(1)}), Value::list({Value(1.0)})};
  CHECK(seen.size() == 4);
}

TEST_CASE("copies share, moves leave null, assignment to itself is harmless") {
  Value list = Value::list({text("a")});
  Value copy = list;
  Value& alias = copy;
  copy = alias;
  CHECK(copy == list);
  const Value moved = std::move(list);
  CHECK(list.is_null());
  CHECK(moved == copy);
  copy = copy.items()[0];  // a part of what is let go
  CHECK(copy == text("a"));
}

TEST_CASE("copies may be let go by several threads") {
  const Value shared = Value::list({text("a"), Value::record(make_shape({"x"}), {text("b")})});
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([copy = shared] {
      for (int i = 0; i < 10'000; ++i) {
        Value another = copy;
        Value part = another.items()[1];
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(shared.items()[0].text() == "a");
}

TEST_CASE("asking for another kind is a bug of the caller") {
  CHECK_THROWS_AS(text("a").as_int(), std::logic_error);
  CHECK_THROWS_AS(integer(1).text(), std::logic_error);
  CHECK_THROWS_AS(Value().items(), std::logic_error);
  CHECK_THROWS_AS(Value::record(make_shape({"a"}), {}), std::logic_error);
}

TEST_CASE("floats have the shortest text that reads back, and are seen to be floats") {
  CHECK(float_text(0.1) == "0.1");
  CHECK(float_text(1.0) == "1.0");
  CHECK(float_text(-0.0) == "-0.0");
  CHECK(float_text(100000.0) == "100000.0");
  CHECK(float_text(1234567890123456.0) == "1234567890123456.0");
  CHECK(float_text(1e15) == "1000000000000000.0");
  CHECK(float_text(1e16) == "1e16");
  CHECK(float_text(1e21) == "1e21");
  CHECK(float_text(1.5e300) == "1.5e300");
  CHECK(float_text(0.0001) == "0.0001");
  CHECK(float_text(0.00001) == "1e-5");
  CHECK(float_text(-123.456) == "-123.456");
  CHECK(float_text(5e-324) == "5e-324");
  CHECK(float_text(std::numeric_limits<double>::max()) == "1.7976931348623157e308");
  CHECK(float_text(std::nan("")) == "nan");
  CHECK(float_text(-HUGE_VAL) == "-inf");
}

TEST_CASE("JSON keeps the order of fields and all text") {
  const Value record =
      Value::record(make_shape({"b", "a\""}), {Value::list({Value(), Value(true)}), text("é\n\"\\\x01\x7F")});
  CHECK(to_json(record) == "{\"b\":[null,true],\"a\\\"\":\"é\\n\\\"\\\\\\u0001\x7F\"}");
  CHECK(to_json(Value(std::nan(""))) == "null");
  CHECK(to_json(Value::bytes("\x00\x01")) == "\"\"");
  CHECK(to_json(Value::bytes(std::string("\x00\x01\x02", 3))) == "\"AAEC\"");
}

TEST_CASE("what is no UTF-8 does not make JSON unreadable") {
  CHECK(to_json(text("a\xFF\xC3z")) == "\"a\uFFFD\uFFFDz\"");
  CHECK(to_json(text("\xED\xA0\x80")) == "\"\uFFFD\uFFFD\uFFFD\"");  // half of a surrogate pair
}

TEST_CASE("a template prints strings verbatim and times as ISO 8601") {
  CHECK(to_text(text("a\"b")) == "a\"b");
  CHECK(to_text(integer(-3)) == "-3");
  CHECK(to_text(Value(2.0)) == "2.0");
  CHECK(to_text(Value(false)) == "false");
  CHECK(to_text(Value()) == "null");
  CHECK(to_text(Value::list({text("a"), integer(1)})) == R"(["a",1])");
  CHECK(to_text(Value::date(19753)) == "2024-01-31");
  CHECK(to_text(Value::datetime(-1)) == "1969-12-31T23:59:59.999Z");
  CHECK(to_text(Value::duration(5'400'000)) == "PT1H30M");
  CHECK(to_json(Value::date(0)) == "\"1970-01-01\"");
}
