#include "runtime/value/json_reader.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>

using sdg::plan::to_json;
using sdg::plan::Value;
using sdg::value::JsonRules;
using sdg::value::read_json;

namespace {

/// The value written as JSON again, or `!` and the failure.
std::string reread(std::string_view text, JsonRules rules = JsonRules::Strict) {
  const auto read = read_json(text, rules);
  return read ? to_json(*read) : "!" + read.failure().message;
}

std::string lenient(std::string_view text) { return reread(text, JsonRules::Lenient); }

bool is_cut(std::string_view text) {
  const auto read = read_json(text);
  return !read && read.failure().cut;
}

}  // namespace

TEST_CASE("every kind of JSON value is read") {
  CHECK(reread("null") == "null");
  CHECK(reread(" true ") == "true");
  CHECK(reread("-12") == "-12");
  CHECK(reread("1.50") == "1.5");
  CHECK(reread("1e3") == "1000.0");
  CHECK(reread(R"("a\"\\\/\n\u0041\u00e9\ud83d\ude00")") == R"("a\"\\/\nAé😀")");
  CHECK(reread("[1, [], {}]") == "[1,[],{}]");
  CHECK(reread(R"({"b": 1, "a": [null]})") == R"({"b":1,"a":[null]})");
  CHECK(reread("\xEF\xBB\xBF[1]") == "[1]");
}

TEST_CASE("ints stay ints as far as 64 bits go, and become floats beyond") {
  CHECK(*read_json("9223372036854775807") == Value(INT64_MAX));
  CHECK(*read_json("-9223372036854775808") == Value(INT64_MIN));
  CHECK(reread("9223372036854775808") == "9.223372036854776e18");
  CHECK(reread("-0") == "0");
  CHECK(reread("1e-400") == "0.0");
  CHECK(reread("1e400") == "!a number is too large at line 1, column 1");
}

TEST_CASE("of equal keys the last wins, in the place of the first") {
  CHECK(reread(R"({"a": 1, "b": 2, "a": 3})") == R"({"a":3,"b":2})");
  std::string many = "{", expected = "{\"k0\":1";
  for (int i = 0; i < 40; ++i) many += "\"k" + std::to_string(i) + "\":0,";
  for (int i = 1; i < 40; ++i) expected += ",\"k" + std::to_string(i) + "\":" + (i == 30 ? "2" : "0");
  CHECK(reread(many + R"("k0":1,"k30":2})") == expected + "}");
}

TEST_CASE("what RFC 8259 does not allow is refused where it stands") {
  CHECK(reread("[1,]") == "!there is a comma before the end at line 1, column 4");
  CHECK(reread("{'a': 1}") == "!expected a name in double quotes at line 1, column 2");
  CHECK(reread("{\"a\" 1}") == "!expected `:` after a name at line 1, column 6");
  CHECK(reread("[1 2]") == "!expected `,` or `]` at line 1, column 4");
  CHECK(reread("[\n  01]") == "!expected a number at line 2, column 3");
  CHECK(reread("NaN") == "!expected a value, but the text ends at line 1, column 4");
  CHECK(reread("1 2") == "!there is more after the value at line 1, column 3");
  CHECK(reread("\"a\nb\"") == "!a line break or control sign in a string must be escaped at line 1, column 3");
  CHECK(reread(R"("\x")") == "!there is no escape `\\x` at line 1, column 2");
  CHECK(reread("\"\xFF\"") == "!a string holds bytes that are no UTF-8 at line 1, column 2");
  CHECK(reread("\"é\" x") == "!there is more after the value at line 1, column 5");
}

TEST_CASE("half of a surrogate pair is no character") {
  CHECK(reread(R"("\ud83d")") == "\"\uFFFD\"");
  CHECK(reread(R"("\ud83d\u0041")") == "\"\uFFFDA\"");
  CHECK(reread(R"("\ude00")") == "\"\uFFFD\"");
}

TEST_CASE("a text that ends before its value is cut") {
  for (const char* text : {"", "[", "[1", "[1,", "{", "{\"a", "{\"a\"", "{\"a\":", "{\"a\":1", "\"a", "\"a\\",
                           "\"\\u00", "-", "1e", "tru", "[[1,2],{\"a\":[true"}) {
    CAPTURE(text);
    CHECK(is_cut(text));
  }
  for (const char* text : {"]", "[1}", "{1:2}", "\"\\q\"", "--1 ", "truth "}) {
    CAPTURE(text);
    CHECK(!is_cut(text));
  }
}

TEST_CASE("nesting ends at its limit, not with the stack") {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  CHECK(reread(nested(128)) == nested(128));
  CHECK(reread(nested(129)) == "!nested deeper than 128 levels at line 1, column 129");
  CHECK(reread(nested(1'000'000)).starts_with("!nested"));
}

TEST_CASE("lenient rules read what models write instead of JSON") {
  CHECK(lenient("{a: 1, 'b-c': 'it\\'s', \"d\": \"don't\",}") == R"({"a":1,"b-c":"it's","d":"don't"})");
  CHECK(lenient("[1, // one\n 2, /* two */ 3, # three\n]") == "[1,2,3]");
  CHECK(lenient("[None, True, False]") == "[null,true,false]");
  CHECK(lenient("\"a\nb\tc\"") == R"("a\nb\tc")");
  CHECK(lenient(R"("\alpha \_ \é")") == R"("\\alpha \\_ \\é")");
  CHECK(lenient("[+1, .5, 5.]") == "[1,0.5,5.0]");
  CHECK(lenient("\"\xFF\"") == "\"\uFFFD\"");
  CHECK(lenient("[,]").starts_with("!"));
  CHECK(lenient("[1 2]").starts_with("!"));
}

TEST_CASE("objects of one make share the names of their fields") {
  const auto read = read_json(R"([{"a":1,"b":2},{"a":3,"b":4}])");
  REQUIRE(read);
  CHECK(read->items()[0].shape() == read->items()[1].shape());
}
