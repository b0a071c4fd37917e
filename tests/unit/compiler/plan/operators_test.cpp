#include "compiler/plan/operators.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "compiler/plan/json_reader.h"
#include "compiler/plan/regex.h"

using namespace sdg::plan;  // but std::apply is found as well: ours is named in full

namespace {

/// The result as JSON, or `!kind: message`.
std::string applied(Builtin id, const std::vector<Value>& args) {
  const auto result = sdg::plan::apply(id, args);
  if (result) return to_json(*result);
  constexpr const char* kinds[] = {"index", "arithmetic", "conversion", "check"};
  return std::string("!") + kinds[static_cast<int>(result.failure().kind)] + ": " + result.failure().message;
}

/// With arguments as a JSON list.
std::string on(Builtin id, std::string_view args) {
  const auto list = read_json(args);
  REQUIRE(list);
  return applied(id, {list->items().begin(), list->items().end()});
}

bool fails(Builtin id, std::string_view args, const char* kind) {
  return on(id, args).starts_with(std::string("!") + kind + ": ");
}

Value day(const char* text) { return *sdg::plan::apply(Builtin::ParseDate, std::vector<Value>{Value::string(text)}); }

}  // namespace

TEST_CASE("ints stay ints, and overflow is a failure") {
  CHECK(on(Builtin::Add, "[2, 3]") == "5");
  CHECK(on(Builtin::Subtract, "[2, 3]") == "-1");
  CHECK(on(Builtin::Multiply, "[4, -3]") == "-12");
  CHECK(on(Builtin::Negate, "[7]") == "-7");
  CHECK(on(Builtin::Abs, "[-7]") == "7");
  CHECK(fails(Builtin::Add, "[9223372036854775807, 1]", "arithmetic"));
  CHECK(fails(Builtin::Subtract, "[-9223372036854775808, 1]", "arithmetic"));
  CHECK(fails(Builtin::Multiply, "[9223372036854775807, 2]", "arithmetic"));
  CHECK(fails(Builtin::Negate, "[-9223372036854775808]", "arithmetic"));
  CHECK(fails(Builtin::Abs, "[-9223372036854775808]", "arithmetic"));
}

TEST_CASE("an int beside a float is widened, and a float without bounds is a failure") {
  CHECK(on(Builtin::Add, "[1, 0.5]") == "1.5");
  CHECK(on(Builtin::Multiply, "[2.0, 3]") == "6.0");
  CHECK(fails(Builtin::Multiply, "[1e308, 10]", "arithmetic"));
}

TEST_CASE("division floors as in Python") {
  CHECK(on(Builtin::Divide, "[7, 2]") == "3.5");
  CHECK(on(Builtin::Divide, "[6, 2]") == "3.0");
  CHECK(on(Builtin::FloorDivide, "[7, 2]") == "3");
  CHECK(on(Builtin::FloorDivide, "[-7, 2]") == "-4");
  CHECK(on(Builtin::FloorDivide, "[7, -2]") == "-4");
  CHECK(on(Builtin::FloorDivide, "[-7.5, 2]") == "-4.0");
  CHECK(on(Builtin::FloorDivide, "[1, 0.1]") == "9.0");
  CHECK(on(Builtin::Modulo, "[-7, 2]") == "1");
  CHECK(on(Builtin::Modulo, "[7, -2]") == "-1");
  CHECK(on(Builtin::Modulo, "[-7.5, 2]") == "0.5");
  CHECK(on(Builtin::Modulo, "[-9223372036854775808, -1]") == "0");
  CHECK(fails(Builtin::FloorDivide, "[-9223372036854775808, -1]", "arithmetic"));
  for (const Builtin id : {Builtin::Divide, Builtin::FloorDivide, Builtin::Modulo}) {
    CHECK(fails(id, "[1, 0]", "arithmetic"));
    CHECK(fails(id, "[1.5, 0.0]", "arithmetic"));
  }
}

TEST_CASE("rounding takes a half to the even neighbour of the exact value") {
  CHECK(on(Builtin::Round, "[0.5]") == "0");
  CHECK(on(Builtin::Round, "[1.5]") == "2");
  CHECK(on(Builtin::Round, "[-2.5]") == "-2");
  CHECK(on(Builtin::Round, "[0.49999999999999994]") == "0");
  CHECK(on(Builtin::Round, "[2.675, 2]") == "2.67");  // as binary it is below the half
  CHECK(on(Builtin::Round, "[0.5714285714285714, 4]") == "0.5714");
  CHECK(on(Builtin::Round, "[1250, -2]") == "1200.0");
  CHECK(on(Builtin::Round, "[1.25, 400]") == "1.25");
  CHECK(on(Builtin::Round, "[1.25, -400]") == "0.0");
  CHECK(fails(Builtin::Round, "[1e19]", "arithmetic"));
  CHECK(on(Builtin::Floor, "[-1.5]") == "-2");
  CHECK(on(Builtin::Ceil, "[-1.5]") == "-1");
  CHECK(fails(Builtin::Floor, "[1e300]", "arithmetic"));
}

TEST_CASE("comparison is by size, by code points, by time") {
  CHECK(on(Builtin::Less, "[1, 1.5]") == "true");
  CHECK(on(Builtin::Less, "[9007199254740993, 9007199254740992.0]") == "false");
  CHECK(on(Builtin::GreaterEqual, "[9007199254740993, 9007199254740992.0]") == "true");
  CHECK(on(Builtin::Less, R"(["Z", "a"])") == "true");
  CHECK(on(Builtin::Less, R"(["\uffee", "\ud83d\ude00"])") == "true");  // code points, not UTF-16 units
  CHECK(on(Builtin::LessEqual, R"(["a", "a"])") == "true");
  CHECK(on(Builtin::Equal, "[1, 1.0]") == "true");
  CHECK(on(Builtin::NotEqual, R"([null, "a"])") == "true");
  CHECK(applied(Builtin::Greater, {day("2024-02-01"), day("2024-01-31")}) == "true");
  CHECK(fails(Builtin::Less, R"([1, "a"])", "conversion"));
}

TEST_CASE("`in` looks into lists, strings and the names of open records") {
  CHECK(on(Builtin::In, R"(["b", ["a", "b"]])") == "true");
  CHECK(on(Builtin::In, "[1, [1.0]]") == "true");
  CHECK(on(Builtin::In, R"(["it", "within it"])") == "true");
  CHECK(on(Builtin::In, R"(["", "x"])") == "true");
  CHECK(on(Builtin::In, R"(["a", {"a": 1}])") == "true");
  CHECK(fails(Builtin::In, "[1, 2]", "conversion"));
}

TEST_CASE("an index counts from the end where it is negative, and fails out of range") {
  CHECK(on(Builtin::Subscript, "[[1, 2, 3], -1]") == "3");
  CHECK(on(Builtin::Subscript, R"(["aé漢", 1])") == "\"é\"");
  CHECK(on(Builtin::Subscript, R"([{"a": 1}, "a"])") == "1");
  CHECK(on(Builtin::Subscript, "[[1], 1]") == "!index: there is no element 1: the length is 1");
  CHECK(fails(Builtin::Subscript, "[[1], -2]", "index"));
  CHECK(fails(Builtin::Subscript, R"(["", 0])", "index"));
  CHECK(on(Builtin::Subscript, R"([{"a": 1}, "b"])") == "!index: there is no field \"b\"");
  CHECK(fails(Builtin::Subscript, "[[1], -9223372036854775808]", "index"));
  CHECK(fails(Builtin::Subscript, R"([1, "b"])", "conversion"));
}

TEST_CASE("ranges hold both ends and have a limit") {
  CHECK(on(Builtin::Range, "[2, 4]") == "[2,3,4]");
  CHECK(on(Builtin::Range, "[4, 2]") == "[]");
  CHECK(fails(Builtin::Range, "[1, 1000000000000]", "arithmetic"));
  CHECK(fails(Builtin::Range, "[-9223372036854775808, 9223372036854775807]", "arithmetic"));
}

TEST_CASE("lists are measured, cut and turned") {
  CHECK(on(Builtin::Length, R"(["aé漢😀"])") == "4");
  CHECK(on(Builtin::Length, R"([{"a": 1}])") == "1");
  CHECK(fails(Builtin::Length, "[null]", "conversion"));
  CHECK(on(Builtin::First, "[[1, 2]]") == "1");
  CHECK(on(Builtin::Last, "[[1, 2]]") == "2");
  CHECK(fails(Builtin::First, "[[]]", "index"));
  CHECK(on(Builtin::Slice, "[[1, 2, 3, 4], 1, 3]") == "[2,3]");
  CHECK(on(Builtin::Slice, "[[1, 2, 3, 4], -2]") == "[3,4]");
  CHECK(on(Builtin::Slice, "[[1, 2], 5, 9]") == "[]");
  CHECK(on(Builtin::Slice, "[[1, 2], -9, -1]") == "[1]");
  CHECK(on(Builtin::Slice, R"(["aé漢😀", 1, 3])") == "\"é漢\"");
  CHECK(on(Builtin::Slice, "[[1, 2], -9223372036854775808, 9223372036854775807]") == "[1,2]");
  CHECK(on(Builtin::Reverse, "[[1, 2]]") == "[2,1]");
  CHECK(on(Builtin::Reverse, R"(["aé😀"])") == "\"😀éa\"");
  CHECK(on(Builtin::Flatten, "[[[1], [], [2, 3]]]") == "[1,2,3]");
  CHECK(on(Builtin::Join, R"([["a", 1, 2.0, true], ", "])") == "\"a, 1, 2.0, true\"");
  CHECK(on(Builtin::Join, R"([["a", "b"]])") == "\"ab\"");
  CHECK(on(Builtin::Add, R"([[1], [2]])") == "[1,2]");
  CHECK(on(Builtin::All, "[[true, false]]") == "false");
  CHECK(on(Builtin::Any, "[[]]") == "false");
  CHECK(on(Builtin::Keys, R"([{"b": 1, "a": 2}])") == R"(["b","a"])");
  CHECK(on(Builtin::Values, R"([{"b": 1, "a": 2}])") == "[1,2]");
  CHECK(fails(Builtin::Keys, "[3]", "conversion"));
}

TEST_CASE("sorting is stable and refuses what has no order") {
  CHECK(on(Builtin::Sort, "[[3, 1.5, 2]]") == "[1.5,2,3]");
  CHECK(on(Builtin::Sort, R"([["b", "a", "B"]])") == R"(["B","a","b"])");
  CHECK(on(Builtin::Sort, R"([[{"k": 2, "n": 1}, {"k": 1, "n": 2}, {"k": 2, "n": 3}], "k", true])") ==
        R"([{"k":2,"n":1},{"k":2,"n":3},{"k":1,"n":2}])");
  CHECK(fails(Builtin::Sort, R"([[1, "a"]])", "conversion"));
  CHECK(fails(Builtin::Sort, "[[null, null]]", "conversion"));
  CHECK(fails(Builtin::Sort, R"([[{"a": 1}], "b"])", "index"));
  CHECK(fails(Builtin::Sort, R"([[1], "b"])", "conversion"));
  CHECK(on(Builtin::Sort, "[[]]") == "[]");
  CHECK(on(Builtin::Unique, "[[1, 2, 1.0, 2]]") == "[1,2]");
  CHECK(on(Builtin::Unique, R"([[{"a": 1, "b": 1}, {"a": 1, "b": 2}], "a"])") == R"([{"a":1,"b":1}])");
}

TEST_CASE("the smallest and largest of a list or of the arguments") {
  CHECK(on(Builtin::Min, "[[3, 1.5]]") == "1.5");
  CHECK(on(Builtin::Max, "[3, 4, 1]") == "4");
  CHECK(on(Builtin::Max, R"([["a", "b"]])") == "\"b\"");
  CHECK(fails(Builtin::Min, "[[]]", "index"));
  CHECK(fails(Builtin::Max, R"([1, "a"])", "conversion"));
}

TEST_CASE("statistics of numbers") {
  CHECK(on(Builtin::Sum, "[[1, 2]]") == "3");
  CHECK(on(Builtin::Sum, "[[1, 0.5]]") == "1.5");
  CHECK(on(Builtin::Sum, "[[true, false, true]]") == "2");
  CHECK(on(Builtin::Sum, "[[]]") == "0");
  CHECK(on(Builtin::Sum, "[[0.1, 0.2, 0.3, 1e16, -1e16]]") == "0.6");
  CHECK(fails(Builtin::Sum, "[[9223372036854775807, 1]]", "arithmetic"));
  CHECK(fails(Builtin::Sum, "[[1e308, 1e308]]", "arithmetic"));
  CHECK(on(Builtin::Mean, "[[1, 2]]") == "1.5");
  CHECK(on(Builtin::Mean, "[[true, false]]") == "0.5");
  CHECK(fails(Builtin::Mean, "[[]]", "index"));
  CHECK(on(Builtin::Median, "[[3, 1, 2]]") == "2.0");
  CHECK(on(Builtin::Median, "[[4, 1, 2, 3]]") == "2.5");
  CHECK(on(Builtin::Stdev, "[[2, 4, 4, 4, 5, 5, 7, 9]]") == "2.138089935299395");
  CHECK(on(Builtin::Stdev, "[[2]]") == "0.0");
}

TEST_CASE("text functions") {
  CHECK(on(Builtin::Upper, R"(["straße"])") == "\"STRASSE\"");
  CHECK(on(Builtin::Trim, R"([" a "])") == "\"a\"");
  CHECK(on(Builtin::Trim, R"(["--a-", "-"])") == "\"a\"");
  CHECK(on(Builtin::Replace, R"(["aXbX", "X", "--"])") == "\"a--b--\"");
  CHECK(fails(Builtin::Replace, R"(["a", "", "b"])", "check"));
  CHECK(on(Builtin::Split, R"(["7/10", "/"])") == R"(["7","10"])");
  CHECK(on(Builtin::Split, R"([" a  b "])") == R"(["a","b"])");
  CHECK(fails(Builtin::Split, R"(["a", ""])", "check"));
  CHECK(on(Builtin::StartsWith, R"(["abc", "ab"])") == "true");
  CHECK(on(Builtin::EndsWith, R"(["abc", "ab"])") == "false");
  CHECK(on(Builtin::Truncate, R"(["abcdef", 6])") == "\"abcdef\"");
  CHECK(on(Builtin::Truncate, R"(["abcdef", 5])") == "\"ab...\"");
  CHECK(on(Builtin::Truncate, R"(["éèà漢x", 4, "…"])") == "\"éèà…\"");
  CHECK(on(Builtin::Truncate, R"(["abcdef", 2])") == "\"ab\"");
  CHECK(fails(Builtin::Truncate, R"(["abcdef", -1])", "check"));
  CHECK(on(Builtin::Chunks, R"(["abcde", 3, 1])") == R"(["abc","cde"])");
  CHECK(fails(Builtin::Chunks, R"(["abcde", 0])", "check"));
  CHECK(fails(Builtin::Chunks, R"(["abcde", 3, 3])", "check"));
  CHECK(on(Builtin::Indent, R"(["a\n\nb\n", 2])") == R"("a\n\n  b\n")");
  CHECK(on(Builtin::Indent, R"(["a\nb", 2, true])") == R"("  a\n  b")");
  CHECK(on(Builtin::Lines, R"(["a\nb"])") == R"(["a","b"])");
  CHECK(on(Builtin::Add, R"(["a", "b"])") == "\"ab\"");
}

TEST_CASE("regular expressions are those of RE2, compiled before or on the way") {
  CHECK(on(Builtin::Matches, R"(["ab12", "[0-9]+$"])") == "true");
  CHECK(on(Builtin::FindAll, R"x(["a1 b22", "[a-z]([0-9]+)"])x") == R"(["1","22"])");
  CHECK(on(Builtin::FindAll, R"(["ab", "x*"])") == R"(["","",""])");
  CHECK(on(Builtin::RegexReplace, R"x(["a1", "([a-z])([0-9])", "\\2\\1"])x") == "\"1a\"");
  CHECK(fails(Builtin::Matches, R"(["a", "("])", "check"));
  CHECK(fails(Builtin::RegexReplace, R"(["a", "a", "\\1"])", "check"));
  const auto regex = Regex::compile("^b");
  REQUIRE(regex);
  const std::vector<Value> args{Value::string("bc"), Value::string("not looked at")};
  CHECK(*sdg::plan::apply(Builtin::Matches, args, &*regex) == Value(true));
  CHECK(takes_pattern(Builtin::Matches));
  CHECK(!takes_pattern(Builtin::Split));
  CHECK(regex->first_match("abc").empty());
  CHECK(Regex::compile("(a)(x)?")->first_match("ba") == std::vector<std::string>{"a", "a", ""});
}

TEST_CASE("conversions take the whole text or fail") {
  CHECK(on(Builtin::Int, R"([" 7 "])") == "7");
  CHECK(on(Builtin::Int, R"(["7.0"])") == "7");
  CHECK(on(Builtin::Int, "[-7.9]") == "-7");
  CHECK(on(Builtin::Int, "[true]") == "1");
  CHECK(on(Builtin::Int, R"(["7/10"])") == "!conversion: \"7/10\" is no int");
  CHECK(fails(Builtin::Int, "[1e300]", "arithmetic"));
  CHECK(fails(Builtin::Int, "[[1]]", "conversion"));
  CHECK(on(Builtin::Float, R"(["+.5e1"])") == "5.0");
  CHECK(on(Builtin::Float, "[3]") == "3.0");
  for (const char* text : {"[\"\"]", "[\"nan\"]", "[\"0x10\"]", "[\"1e999\"]", "[\"1,5\"]", "[\"+-1\"]"}) {
    CAPTURE(text);
    CHECK(fails(Builtin::Float, text, "conversion"));
  }
  CHECK(on(Builtin::String, "[1.0]") == "\"1.0\"");
  CHECK(on(Builtin::String, R"([{"a": [1]}])") == R"("{\"a\":[1]}")");
  CHECK(on(Builtin::Bool, R"([" Yes "])") == "true");
  CHECK(fails(Builtin::Bool, R"(["maybe"])", "conversion"));
  CHECK(on(Builtin::Json, R"(["a"])") == R"("\"a\"")");
  CHECK(on(Builtin::ParseJson, R"(["{\"a\": [1]}"])") == R"({"a":[1]})");
  CHECK(fails(Builtin::ParseJson, R"(["{"])", "conversion"));
}

TEST_CASE("dates and durations are reckoned with") {
  const Value first = day("2024-01-31"), second = day("2024-02-02");
  const Value one_day = Value::duration(86'400'000), hour = Value::duration(3'600'000);
  CHECK(applied(Builtin::Subtract, {second, first}) == "\"P2D\"");
  CHECK(applied(Builtin::Add, {first, one_day}) == "\"2024-02-01\"");
  CHECK(applied(Builtin::Subtract, {first, one_day}) == "\"2024-01-30\"");
  CHECK(applied(Builtin::Add, {Value::datetime(0), hour}) == "\"1970-01-01T01:00:00Z\"");
  CHECK(applied(Builtin::Add, {first, hour}) == "!arithmetic: a date moves by whole days only");
  CHECK(applied(Builtin::Add, {day("9999-12-31"), one_day}).starts_with("!arithmetic"));
  CHECK(applied(Builtin::Multiply, {hour, Value(1.5)}) == "\"PT1H30M\"");
  CHECK(applied(Builtin::Multiply, {Value(std::int64_t{2}), hour}) == "\"PT2H\"");
  CHECK(applied(Builtin::Divide, {one_day, hour}) == "24.0");
  CHECK(applied(Builtin::FloorDivide, {one_day, Value::duration(7 * 3'600'000)}) == "3");
  CHECK(applied(Builtin::Modulo, {one_day, Value::duration(7 * 3'600'000)}) == "\"PT3H\"");
  CHECK(applied(Builtin::Divide, {one_day, Value::duration(0)}).starts_with("!arithmetic"));
  CHECK(applied(Builtin::Multiply, {Value::duration(INT64_MAX), Value(2.0)}).starts_with("!arithmetic"));
  CHECK(applied(Builtin::Subtract, {Value::datetime(INT64_MIN), Value::datetime(1)}).starts_with("!arithmetic"));
  CHECK(applied(Builtin::FormatDate, {first, Value::string("%d/%m/%Y")}) == "\"31/01/2024\"");
  CHECK(applied(Builtin::FormatDate, {first, Value::string("%x")}).starts_with("!check"));
  CHECK(applied(Builtin::Weekday, {first}) == "3");
  CHECK(applied(Builtin::Year, {Value::datetime(-1)}) == "1969");
  CHECK(on(Builtin::ParseDate, R"(["31.01.2024", "%d.%m.%Y"])") == "\"2024-01-31\"");
  CHECK(fails(Builtin::ParseDate, R"(["31.01.2024"])", "conversion"));
  CHECK(on(Builtin::ParseDatetime, R"(["2024-01-31T10:00:00+01:00"])") == "\"2024-01-31T09:00:00Z\"");
}

TEST_CASE("measures compare texts") {
  CHECK(on(Builtin::ExactMatch, R"(["a", "a"])") == "true");
  CHECK(on(Builtin::EditSimilarity, R"(["kitten", "sitting"])") == "0.5714285714285714");
  CHECK(on(Builtin::EditSimilarity, R"(["", ""])") == "1.0");
  CHECK(on(Builtin::EditSimilarity, R"(["éa", "ea"])") == "0.5");
  CHECK(on(Builtin::Bleu, R"(["the cat sat on the mat", "the cat sat on the mat"])") == "1.0");
  CHECK(on(Builtin::Bleu, R"(["", "a"])") == "0.0");
  // p1 = 5/6, p2 = (3+1)/(5+1), p3 = (1+1)/(4+1), p4 = (0+1)/(3+1), no brevity penalty.
  CHECK(on(Builtin::Bleu, R"(["the cat sat on the mat", "the cat is on the mat"])").starts_with("0.485491"));
  // A candidate half as long pays e^-1.
  CHECK(on(Builtin::Bleu, R"(["a b c d", "a b c d e f g h"])") == "0.36787944117144233");
  CHECK(on(Builtin::Bleu, R"(["a b", ["x y", "a b"]])") == "1.0");
  CHECK(on(Builtin::RougeL, R"(["The cat, sat.", "the cat sat down"])") == "0.8571428571428571");
  CHECK(on(Builtin::RougeL, R"(["", ""])") == "0.0");
  CHECK(on(Builtin::Cosine, "[[1, 0], [0, 1]]") == "0.0");
  CHECK(on(Builtin::Cosine, "[[3, 4], [6, 8]]") == "1.0");
  CHECK(on(Builtin::Cosine, "[[1e300, 0], [1e300, 0]]") == "1.0");
  CHECK(on(Builtin::Cosine, "[[0, 0], [1, 1]]") == "0.0");
  CHECK(fails(Builtin::Cosine, "[[1], [1, 2]]", "check"));
}

TEST_CASE("arguments that fit no overload are a failure, never a crash") {
  const std::vector<Value> kinds{Value(),
                                 Value(true),
                                 Value(std::int64_t{-3}),
                                 Value(2.5),
                                 Value::string("x"),
                                 Value::bytes("\x01"),
                                 Value::date(9),
                                 Value::datetime(9),
                                 Value::duration(INT64_MIN),
                                 Value::list({}),
                                 Value::list({Value(), Value(1.0), Value::string("y")}),
                                 Value::record(make_shape({"a"}), {Value(true)})};
  for (const auto& builtin : all_builtins()) {
    if (builtin.kind != BuiltinKind::Operator && builtin.kind != BuiltinKind::Function) continue;
    (void)sdg::plan::apply(builtin.id, {});
    for (const auto& a : kinds) {
      (void)sdg::plan::apply(builtin.id, std::vector<Value>{a});
      for (const auto& b : kinds) {
        (void)sdg::plan::apply(builtin.id, std::vector<Value>{a, b});
        for (const auto& c : kinds) (void)sdg::plan::apply(builtin.id, std::vector<Value>{a, b, c});
      }
    }
  }
  CHECK(on(Builtin::Upper, "[[1]]") == "!conversion: `upper` takes (text: string) -> string, and was given a list");
  CHECK_THROWS(sdg::plan::apply(Builtin::Choice, {}));
}
