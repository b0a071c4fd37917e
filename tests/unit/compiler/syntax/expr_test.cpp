#include <doctest/doctest.h>

#include "tests/unit/compiler/syntax/parsed.h"

TEST_CASE("each of the fourteen levels binds tighter than the one before") {
  CHECK(shape("a when b where c") == "(when a (where b c - -) -)");
  CHECK(shape("a where b or c") == "(where a (or b c) - -)");
  CHECK(shape("a or b and c") == "(or a (and b c))");
  CHECK(shape("a and not b") == "(and a (not b))");
  CHECK(shape("not a == b") == "(not (== a b))");
  CHECK(shape("a == b ?? c") == "(== a (?? b c))");
  CHECK(shape("a ?? b..c") == "(?? a (.. b c))");
  CHECK(shape("a..b + c") == "(.. a (+ b c))");
  CHECK(shape("a + b * c") == "(+ a (* b c))");
  CHECK(shape("a * -b") == "(* a (neg b))");
  CHECK(shape("-a | f") == "(neg (a | f))");
  CHECK(shape("a | f + b") == "(+ (a | f) b)");
  CHECK(shape("a.b | f") == "(a.b | f)");
  CHECK(shape("-a.b[0]") == "(neg a.b[0])");
}

TEST_CASE("operators lean to the side the table says") {
  CHECK(shape("a when b else c when d else e") == "(when a b (when c d e))");
  CHECK(shape("a where b where c") == "(where (where a b - -) c - -)");
  CHECK(shape("a or b or c") == "(or (or a b) c)");
  CHECK(shape("a and b and c") == "(and (and a b) c)");
  CHECK(shape("not not a") == "(not (not a))");
  CHECK(shape("a ?? b ?? c") == "(?? (?? a b) c)");
  CHECK(shape("a - b - c") == "(- (- a b) c)");
  CHECK(shape("a / b // c % d") == "(% (// (/ a b) c) d)");
  CHECK(shape("- - a") == "(neg (neg a))");
  CHECK(shape("a | f | g(1)") == "((a | f) | g 1)");
}

TEST_CASE("comparisons and ranges do not chain") {
  CHECK(mistakes("param x = a < b < c") == std::vector<std::string>{"1:17 SDG0114 comparisons do not chain"});
  CHECK(mistakes("param x = a..b..c") ==
        std::vector<std::string>{"1:15 SDG0114 expected the end of the range: ranges do not chain, found `..`"});
}

TEST_CASE("every comparison has its sign") {
  CHECK(shape("[a == b, a != b, a < b, a <= b, a > b, a >= b]") ==
        "[(== a b) (!= a b) (< a b) (<= a b) (> a b) (>= a b)]");
  CHECK(shape("[a in b, a not in b]") == "[(in a b) (not-in a b)]");
}

TEST_CASE("numbers, money and durations are read to their smallest unit") {
  CHECK(shape("[1_000, 0.5, 1e-3, 1.5, 007]") == "[1000 0.5f 0.001f 1.5f 7]");
  CHECK(shape("[$2.50, $0, $1_000.000000001]") == "[$2500000000n $0n $1000000000001n]");
  CHECK(shape("[500ms, 30s, 5m, 2h, 7d, 0.5s]") == "[500ms 30000ms 300000ms 7200000ms 604800000ms 500ms]");
  CHECK(shape("1..5") == "(.. 1 5)");
  CHECK(shape("9223372036854775807") == "9223372036854775807");
}

TEST_CASE("a number that is none says why") {
  CHECK(mistakes("param x = 9223372036854775808") ==
        std::vector<std::string>{"1:11 SDG0106 this number is too large for an `int`"});
  CHECK(mistakes("param x = 1e999") == std::vector<std::string>{"1:11 SDG0106 this number is too large for a `float`"});
  CHECK(mistakes("param x = 1__0") == std::vector<std::string>{"1:11 SDG0105 `1__0` is not a well-formed number"});
  CHECK(mistakes("param x = 5kg") == std::vector<std::string>{"1:11 SDG0105 `5kg` is neither a number nor a duration"});
  CHECK(mistakes("param x = 0xFF") == std::vector<std::string>{"1:11 SDG0105 `0xFF` is no number here"});
  CHECK(mistakes("param x = $1.0000000001") ==
        std::vector<std::string>{"1:11 SDG0105 this amount has too many decimals"});
  CHECK(mistakes("param x = 99999999999999999999d") ==
        std::vector<std::string>{"1:11 SDG0106 this duration is too long to be held"});
}

TEST_CASE("operands of every kind") {
  CHECK(shape("[true, false, null, it, name, `first name`]") == "[true false null it name first name]");
  CHECK(shape("/^(\\d|10)\\/10$/") == "/^(\\d|10)\\/10$/");
  CHECK(shape("/[/]+/") == "/[/]+/");
  CHECK(shape("(a)") == "<a>");
  CHECK(shape("[]") == "[]");
  CHECK(shape("[a, ...b,]") == "[a ...b]");
  CHECK(shape("[f(x) for x in xs if c]") == "[(f() x) for x in xs if c]");
  CHECK(shape("[x for x in a..b]") == "[x for x in (.. a b) if -]");
  CHECK(shape("{a: 1, \"b c\": x, ...r, in: 2}") == "{a:1 b c:x ...r in:2}");
  CHECK(shape("{}") == "{}");
  CHECK(shape("{\n  a: 1\n  b: 2,\n}") == "{a:1 b:2}");
}

TEST_CASE("words of the language are names where no line begins with them") {
  CHECK(shape("key + rows * seed") == "(+ key (* rows seed))");
  CHECK(shape("model.output(user = prompt)") == "(model.output() user=prompt)");
}

TEST_CASE("calls take values, names and spreads, and one after another") {
  CHECK(shape("f()") == "(f())");
  CHECK(shape("f(1, a = 2, ...c,)") == "(f() 1 a=2 ...c)");
  CHECK(shape("m.f(it == x)") == "(m.f() (== it x))");
  CHECK(shape("f(\n  a\n  - b,\n  # why\n  c)") == "(f() (- a b) c)");
  CHECK(shape("f(1)[0].a") == "(f() 1)[0].a");
  CHECK(mistakes("param x = f(1)(2)") == std::vector<std::string>{"1:11 SDG0115 only a name can be called"});
}

TEST_CASE("match takes literals, ranges and the rest, and any layout of its arms") {
  CHECK(shape("match x { \"a\" | \"b\" => e, 1..5 => f, _ => g }") ==
        "(match x [\"'a'\" \"'b'\" => e] [1..5 => f] [_ => g])");
  CHECK(shape("match x {\n  ..0 => a\n  -1 => b\n  5.. => c\n  null | true => d\n}") ==
        "(match x [..0 => a] [-1 => b] [5.. => c] [null true => d])");
  CHECK(shape("f(match x { 1 => a\n 2 => b\n })") == "(f() (match x [1 => a] [2 => b]))");
  CHECK(shape("match x {\n \"a\"\n | \"b\" => match y { _ => 1 }\n _ => 2 }") ==
        "(match x [\"'a'\" \"'b'\" => (match y [_ => 1])] [_ => 2])");
}

TEST_CASE("where says what is said and how often") {
  CHECK(shape("f(a)\n  where it.b\n  saying \"no\"\n  retry 3") == "(where (f() a) it.b \"'no'\" 3)");
  CHECK(shape("f(a) where it > 1 retry n") == "(where (f() a) (> it 1) - n)");
}

TEST_CASE("a statement ends with its line, but not after a sign or before one") {
  CHECK(shape("a +\n  b") == "(+ a b)");
  CHECK(shape("a\n  + b") == "(+ a b)");
  CHECK(shape("a\n  .b\n  .c") == "a.b.c");
  CHECK(shape("a\n  when b\n  else c") == "(when a b c)");
  CHECK(shape("a  # one\n  # two\n\n  and b") == "(and a b)");
  CHECK(shape("[a\n - b]") == "[(- a b)]");
  CHECK(shape("a\r\n  + b\r\n") == "(+ a b)");
}

TEST_CASE("brackets on a new line begin something new") {
  const Parsed parsed("dataset d {\n  a = f\n  ...g\n  b = h\n  c = - 1\n}\n");
  CHECK(parsed.mistakes().empty());
  CHECK(parsed.decl<sdg::syntax::DatasetDecl>().lines.size() == 4);
  CHECK(mistakes("param x = f\n(1)") == std::vector<std::string>{"2:1 SDG0109 `(` begins no declaration"});
}

TEST_CASE("heights grow with the tree") {
  const Parsed parsed("param x = a + b * f(c)\n");
  const auto* value = parsed.decl<sdg::syntax::ParamDecl>().default_value;
  CHECK(value->height == 4);
}
