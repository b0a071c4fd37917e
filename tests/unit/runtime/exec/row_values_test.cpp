#include "runtime/exec/row_values.h"

#include <doctest/doctest.h>

#include <limits>

using namespace sdg;
using exec::RowValue;
using plan::Value;

TEST_CASE("every kind of value comes back as what it was") {
  const auto shape = plan::make_shape({"a", "b"});
  const std::vector<RowValue> values{{Value(), {}},
                                     {Value(true), {}},
                                     {Value(std::int64_t{-7}), {}},
                                     {Value(0.1), {}},
                                     {Value(-0.0), {}},
                                     {Value::string("naïve\n"), {}},
                                     {Value::bytes(std::string("\0\xff", 2)), {}},
                                     {Value::date(20000), {}},
                                     {Value::datetime(-5), {}},
                                     {Value::duration(86'400'000), {}},
                                     {Value::list({}), {}},
                                     {Value::record(shape, {Value::list({Value(1.5)}), Value()}), {}},
                                     {Value(), "format"}};
  const auto back = exec::decode_row_values(exec::encode_row_values(values));
  REQUIRE(back.has_value());
  REQUIRE(back->size() == values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    CHECK((*back)[i].value == values[i].value);
    CHECK((*back)[i].value.kind() == values[i].value.kind());
    CHECK((*back)[i].cause == values[i].cause);
  }
}

TEST_CASE("bytes that are cut or damaged are no values, and no crash") {
  const auto whole = exec::encode_row_values({{Value::list({Value::string("text"), Value(1.0)}), {}}, {Value(), "x"}});
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CHECK_FALSE(exec::decode_row_values(std::string_view(whole).substr(0, size)));
  }
  for (std::size_t at = 0; at < whole.size(); ++at) {
    auto damaged = whole;
    damaged[at] = '\xff';
    (void)exec::decode_row_values(damaged);
  }
  CHECK_FALSE(exec::decode_row_values(whole + "x"));
}

TEST_CASE("a list in a list in a list has an end") {
  std::string bytes = exec::encode_row_values({{Value(), {}}});
  bytes.pop_back();
  for (int i = 0; i < 100'000; ++i) bytes += std::string("L\x01\0\0\0", 5);
  CHECK_FALSE(exec::decode_row_values(bytes + "N"));
}
