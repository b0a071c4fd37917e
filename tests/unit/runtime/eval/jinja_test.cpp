#include "runtime/eval/jinja.h"

#include <doctest/doctest.h>

#include <fstream>

#include "compiler/plan/json_reader.h"
#include "tests/unit/runtime/eval/fiber_stack.h"
#include "tests/unit/runtime/eval/jinja_fixture.h"

using namespace sdg;
using namespace sdg::test;
using plan::Value;

namespace {

std::string text_of(const Value& record, std::string_view name) {
  const Value* field = record.field(name);
  return field ? field->text() : std::string();
}

jinja::Options options_of(const std::string& environment) {
  const bool trims = environment == "t";
  return {trims, trims, environment == "k"};
}

eval::JinjaVariables variables_of(const Value& record) {
  eval::JinjaVariables variables;
  for (std::size_t i = 0; i < record.fields().size(); ++i)
    variables.emplace_back((*record.shape())[i], record.fields()[i]);
  return variables;
}

Files files_of(const Value* record) {
  Files files;
  for (std::size_t i = 0; record && i < record->fields().size(); ++i)
    files[(*record->shape())[i]] = record->fields()[i].text();
  return files;
}

}  // namespace

// Made by Jinja 3.1 itself: a template, its variables, and what was printed or refused.
TEST_CASE("templates are rendered byte for byte as Jinja does it") {
  std::ifstream cases(SDG_TESTS_DIR "/unit/runtime/eval/jinja_cases.jsonl");
  int count = 0;
  for (std::string line; std::getline(cases, line); ++count) {
    const auto read = plan::read_json(line);
    REQUIRE(read.ok());
    const std::string text = text_of(*read, "template");
    CAPTURE(text);
    const Rendering rendering = render(text, variables_of(*read->field("context")), files_of(read->field("files")),
                                       options_of(text_of(*read, "env")));
    if (read->field("output")) {
      CHECK(rendering.mistake == "");
      CHECK(rendering.output == text_of(*read, "output"));
    } else {
      CHECK_MESSAGE(rendering.mistake != "", "Jinja said: ", text_of(*read, "error"));
    }
  }
  CHECK(count > 300);
}

TEST_CASE("a mistake says in which line of which file") {
  CHECK(render("a\n{{ 1 / 0 }}").mistake == "t.jinja:2: division by zero");
  CHECK(render("{% include 'p' %}", {}, {{"p", "\n\n{{ u.x }}"}}).mistake == "p:3: 'u' is undefined");
}

TEST_CASE("an int that 64 bits do not hold is a mistake") {
  CHECK(render("{{ 9223372036854775807 + 1 }}").mistake == "t.jinja:1: the result does not fit an int of 64 bits");
  CHECK(render("{{ 10 ** 19 }}").mistake == "t.jinja:1: the result does not fit an int of 64 bits");
}

TEST_CASE("a field is found before the method of its name") { CHECK(render("{{ {'items': 5}.items }}").output == "5"); }

TEST_CASE("json is for people: in its order, in UTF-8, without escapes for HTML") {
  CHECK(render("{{ {'b': '<é>', 'a': [1]} | json }}").output == R"({"b": "<é>", "a": [1]})");
}

TEST_CASE("what would draw is refused") {
  CHECK(render("{{ [1, 2] | random }}").mistake.find("draw in a column") != std::string::npos);
  CHECK(render("{{ lipsum() }}").mistake.find("draw in a column") != std::string::npos);
}

TEST_CASE("a template without an end is stopped") {
  CHECK(render("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}").mistake ==
        "t.jinja:1: tags and calls stand too deep inside each other");
  CHECK(render("{% include 'p' %}", {}, {{"p", "{% include 'p' %}"}}).mistake ==
        "p:1: tags and calls stand too deep inside each other");
  CHECK(render("{{ range(1000000) }}").mistake == "t.jinja:1: a range is too long: at most 100000 numbers");
}

TEST_CASE("values that would fill the memory are not made") {
  const std::string grows = "{% set n = namespace(x = 'abcdefgh') %}{% for i in range(40) %}";
  const std::string expected = "t.jinja:1: this value is too large, or nested too deeply";
  CHECK(render(grows + "{% set n.x = n.x ~ n.x %}{% endfor %}").mistake == expected);
  CHECK(render(grows + "{% set n.x = [n.x, n.x] %}{% endfor %}{{ n.x }}").mistake == expected);
  CHECK(render("{% set n = namespace(x = 1) %}{% for i in range(999) %}{% set n.x = [n.x] %}{% endfor %}").mistake ==
        expected);
  CHECK(render("{{ range(100000) | join('" + std::string(1000, 'x') + "') }}").mistake == expected);
  CHECK(render("{% set n = namespace() %}{% set n.n = n %}").mistake == "t.jinja:1: a namespace cannot hold itself");
}

TEST_CASE("the deepest template is rendered on a fiber's stack") {
  std::string deep = "{{ x";
  for (int i = 0; i < 40; ++i) deep += " | upper";
  deep += " }}";
  for (int i = 0; i < 30; ++i) deep = "{% if x %}" + deep + "{% endif %}";
  const std::string endless =
      "{% macro m(a) %}{{ [m([a] | map('upper') | list) | sort] | join }}{% endmacro %}{{ m(1) }}";
  const Compiled deep_one = compile(deep), endless_one = compile(endless);
  Rendering shown, stopped;
  run_on_a_fibers_stack([&] { shown = render(deep_one, {{"x", Value::string("a")}}); });
  run_on_a_fibers_stack([&] { stopped = render(endless_one, {}); });
  CHECK(shown.output == "A");
  CHECK(stopped.mistake == "t.jinja:1: tags and calls stand too deep inside each other");
}

TEST_CASE("every example of a filter or test renders as the comment behind it says") {
  for (const auto table : {plan::jinja_filters(), plan::jinja_tests()}) {
    for (const plan::JinjaWord& word : table) {
      CAPTURE(word.example);
      const auto comment = word.example.find(" {# ");
      REQUIRE(word.example.ends_with(" #}"));
      const Rendering rendering = render(std::string(word.example.substr(0, comment)));
      const std::string_view said = word.example.substr(comment + 4, word.example.size() - comment - 7);
      CHECK(rendering.mistake.empty() == (said != "refused"));
      CHECK((said == "refused" || rendering.output == said));
    }
  }
}
