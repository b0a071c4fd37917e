#include <doctest/doctest.h>

#include "tests/unit/compiler/syntax/parsed.h"

using sdg::syntax::ParamDecl;
using sdg::syntax::StringExpr;

TEST_CASE("a plain string is one piece of text, or none") {
  CHECK(pieces("\"\"") == "");
  CHECK(pieces("\"abc\"") == "'abc'");
  CHECK(pieces(R"("a\n\t\"\\\u{41}\u{1F600}")") == "'a\n\t\"\\A😀'");
}

TEST_CASE("braces interpolate, doubled ones are text") {
  CHECK(pieces(R"("a {x} b")") == "'a ' {x} ' b'");
  CHECK(pieces(R"("{x | f(1)}{y.z}")") == "{(x | f 1)} {y.z}");
  CHECK(pieces(R"("{{x}}")") == "'{x}'");
  CHECK(pieces(R"("{ {a: 1} }")") == "{{a:1}}");
  CHECK(pieces(R"("{f("in {y}")}")") == "{(f() \"'in ' {y}\")}");
}

TEST_CASE("raw strings know neither escapes nor braces") {
  CHECK(pieces(R"(r"a\n{x}{{")") == "'a\\n{x}{{'");
  CHECK(pieces("r\"\"\"\n    {\"a\": 1}\n      b\n    \"\"\"") == "'{\"a\": 1}\n  b'");
}

TEST_CASE("a long string loses what its place on the page has put there") {
  CHECK(pieces("\"\"\"\n    a\n      b\n\n    c\n    \"\"\"") == "'a\n  b\n\nc'");
  CHECK(pieces("\"\"\"a\n    b\"\"\"") == "'a\nb'");
  CHECK(pieces("\"\"\"\n    a\n\n    \"\"\"") == "'a\n'");
  CHECK(pieces("\"\"\"\n    {x}\n    {y}\n    \"\"\"") == "{x} '\n' {y}");
  CHECK(pieces("\"\"\"\"quoted\" text\"\"\"") == "'\"quoted\" text'");
  CHECK(pieces("\"\"\"\n\"\"\"") == "");
}

TEST_CASE("line breaks in text are the same on every system") {
  CHECK(pieces("\"\"\"\r\n    a\r\n    b\r\n    \"\"\"") == "'a\nb'");
}

TEST_CASE("escapes do not change the indentation") {
  CHECK(pieces("\"\"\"\n    a\\nb\n    c\n    \"\"\"") == "'a\nb\nc'");
}

TEST_CASE("tags make branches") {
  CHECK(pieces(R"("{% if a %}b{% elif c %}d{% else %}e{% endif %}")") == "{if a: 'b'; c: 'd'; _: 'e';}");
  CHECK(pieces(R"("{% for x in xs %}{x}{% else %}none{% endfor %}")") == "{for x in xs _: {x}; _: 'none';}");
  CHECK(pieces(R"("{% set n = 1 %}{n}")") == "{set n 1} {n}");
  CHECK(pieces(R"("{% include "a.jinja" %}")") == "{include a.jinja}");
  CHECK(pieces(R"("a{# no {x} #}b")") == "'ab'");
  CHECK(pieces(R"("{% raw %}{x} {% if %} }}{% endraw %}!")") == "'{x} {% if %} }}!'");
  CHECK(pieces(R"("{% if a %}{% for x in y %}{% endfor %}{% endif %}")") == "{if a: {for x in y _: ;};}");
}

TEST_CASE("a lone tag or comment takes its line with it") {
  CHECK(pieces("\"\"\"\n    a\n    {% if c %}\n    b\n    {% endif %}\n    d\n    \"\"\"") ==
        "'a\n' {if c: 'b\n';} 'd'");
  CHECK(pieces("\"\"\"\n    a\n    {# why #}\n    \"\"\"") == "'a'");
  CHECK(pieces("\"\"\"\n    a {% if c %}\n    b{% endif %}\n    \"\"\"") == "'a ' {if c: '\nb';}");
  CHECK(pieces("\"\"\"\n    {% for x in y %}\n    {x}\n    {% endfor %}\n    \"\"\"") == "{for x in y _: {x} '\n';}");
}

TEST_CASE("trims take the blanks beside a tag") {
  CHECK(pieces("\"\"\"\n    a.\n    {%- if c %} b.{% endif %}\n    d\n    \"\"\"") == "'a.' {if c: ' b.';} '\nd'");
  CHECK(pieces(R"("a  {%- if c -%}  b  {%- endif -%}  d")") == "'a' {if c: 'b';} 'd'");
}

TEST_CASE("operators inside tags leave the closing sign alone") {
  CHECK(pieces(R"("{% if a -%}x{% endif %}")") == "{if a: 'x';}");
  CHECK(pieces(R"("{% if a - 1 > b % 2 %}x{% endif %}")") == "{if (> (- a 1) (% b 2)): 'x';}");
}

TEST_CASE("an interpolation in a long string may stand on several lines") {
  CHECK(pieces("\"\"\"{f(\n  a,\n  b\n)}\"\"\"") == "{(f() a b)}");
}

TEST_CASE("pieces know where they stand") {
  const Parsed parsed("param x = \"ab {cd} ef\"\n");
  const auto& string = parsed.decl<ParamDecl>().default_value->as<StringExpr>();
  REQUIRE(string.pieces.size() == 3);
  CHECK(parsed.sources.text(string.pieces[0]->span) == "ab ");
  CHECK(parsed.sources.text(string.pieces[1]->span) == "{cd}");
  CHECK(parsed.sources.text(string.pieces[1]->value->span) == "cd");
  CHECK(parsed.sources.text(string.pieces[2]->span) == " ef");
}

TEST_CASE("mistakes in a string are told inside the string, and do not end it") {
  CHECK(mistakes(R"(param x = f("a } {b c} \q {% endif %} {% nope %} {d", 1))") ==
        std::vector<std::string>{
            "1:16 SDG0140 this `}` closes nothing",
            "1:21 SDG0141 expected `}`, found `c`",
            "1:24 SDG0107 `\\q` is not an escape",
            "1:27 SDG0143 this `{% endif %}` belongs to nothing",
            "1:42 SDG0142 there is no tag `nope`",
            "1:50 SDG0141 this `{` is never closed",
        });
}

TEST_CASE("text that looks like JSON is told as what it is") {
  CHECK(mistakes(R"(param x = "answer as {"a": 1}")") ==
        std::vector<std::string>{"1:22 SDG0145 this looks like JSON, but `{` begins an interpolation"});
  CHECK(mistakes("param x = \"\"\"\n  {\n    \"a\": [1]\n  }\n  \"\"\"") ==
        std::vector<std::string>{"2:3 SDG0145 this looks like JSON, but `{` begins an interpolation"});
  CHECK(mistakes(R"(param x = "{}")") ==
        std::vector<std::string>{"1:12 SDG0145 this looks like JSON, but `{` begins an interpolation"});
  CHECK(mistakes(R"(param x = "{a:.2f}")") ==
        std::vector<std::string>{"1:14 SDG0141 there are no format specifiers in `{…}`"});
}

TEST_CASE("tags that do not find each other are told once") {
  CHECK(mistakes(R"(param x = "{% if a %}{% for b in c %}{% endif %}")") ==
        std::vector<std::string>{"1:22 SDG0144 this `{% for %}` is never closed"});
  CHECK(mistakes(R"(param x = "{% if a b %}x{% else %}y{% else %}z{% endif %}")") ==
        std::vector<std::string>{"1:20 SDG0100 expected `%}`, found `b`",
                                 "1:36 SDG0143 this `{% else %}` stands after an `{% else %}`"});
}

TEST_CASE("strings stand inside strings four deep and no deeper") {
  CHECK(pieces(R"("{"{"{"{"x"}"}"}"}")").size() > 0);
  CHECK(mistakes(R"(param x = "{"{"{"{"{"x"}"}"}"}"}")").front().starts_with("1:21 SDG0146"));
}

TEST_CASE("strings that are never closed are told at their quote") {
  CHECK(mistakes("param x = \"abc\nparam y = 1") == std::vector<std::string>{"1:11 SDG0103 this `\"` is never closed"});
  CHECK(mistakes("param x = \"\"\"abc\nparam y = 1") ==
        std::vector<std::string>{"1:11 SDG0103 this `\"\"\"` is never closed"});
  CHECK(mistakes("param x = \"abc {x\nparam y = 1") ==
        std::vector<std::string>{"1:16 SDG0141 this `{` is never closed"});
}
