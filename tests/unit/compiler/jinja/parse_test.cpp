#include "compiler/jinja/parse.h"

#include <doctest/doctest.h>

#include <string>

using namespace sdg;

namespace {

/// Every mistake of a text as `SDG0602 offset-end message`.
std::string mistakes(const std::string& text) {
  source::SourceMap sources;
  diag::DiagSink diags;
  jinja::parse(sources, sources.add("t.jinja", text), {}, diags);
  std::string shown;
  for (const diag::Diagnostic& diagnostic : diags.sorted()) {
    shown += (shown.empty() ? "" : "\n") + diag::code_text(diagnostic.code) + " " +
             std::to_string(diagnostic.span.begin) + "-" + std::to_string(diagnostic.span.end) + " " +
             diagnostic.message;
  }
  return shown;
}

std::string times(int count, const std::string& text) {
  std::string all;
  for (int i = 0; i < count; ++i) all += text;
  return all;
}

}  // namespace

TEST_CASE("a mistake stands at its own place") {
  CHECK(mistakes("ab {{ x y }}") == "SDG0602 8-9 `}}` was expected here");
  CHECK(mistakes("{{ x | uper }}") == "SDG0605 7-11 there is no filter `uper`");
  CHECK(mistakes("{% iff x %}") == "SDG0604 3-6 there is no tag `iff`");
  CHECK(mistakes("{% if x %}") == "SDG0603 0-5 this `if` is never closed");
  CHECK(mistakes("{{ x[ }}") == "SDG0602 6-7 `}` closes nothing here");
}

TEST_CASE("after a mistake reading goes on behind its tag") {
  CHECK(mistakes("{{ a b }} {{ c | nope }}\n{% for x in %}{{ x }}{% endfor %}") ==
        "SDG0602 5-6 `}}` was expected here\n"
        "SDG0605 17-21 there is no filter `nope`\n"
        "SDG0602 37-39 a value was expected here");
}

TEST_CASE("what is open for the same reason is told once") {
  CHECK(mistakes("{% for a in b %}{% if c %}") == "SDG0603 16-21 this `if` is never closed");
}

TEST_CASE("what data has no use for is refused with another way") {
  CHECK(mistakes("{% for x in l %}{% break %}{% endfor %}") == "SDG0606 19-24 `break` cannot stand in a template here");
  CHECK(mistakes("{{ f(*l) }}") == "SDG0606 5-6 arguments cannot be spread here");
}

TEST_CASE("nesting has limits") {
  CHECK(mistakes("{{ " + times(500, "(") + "1" + times(500, ")") + " }}").find("SDG0607") == 0);
  CHECK(mistakes("{{ " + times(5000, "-") + "1 }}").find("SDG0607") == 0);
  CHECK(mistakes("{{ " + times(5000, "not ") + "1 }}").find("SDG0607") == 0);
  CHECK(mistakes("{{ 1" + times(5000, " + 1") + " }}").find("SDG0607") == 0);
  CHECK(mistakes("{{ x" + times(5000, ".a") + " }}").find("SDG0607") == 0);
  CHECK(mistakes(times(100, "{% if x %}") + times(100, "{% endif %}")).find("SDG0607") == 0);
  CHECK(mistakes("{{ 1" + times(40, " + 1") + " }}").empty());
}
