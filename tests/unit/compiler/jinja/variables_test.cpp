#include "compiler/jinja/variables.h"

#include <doctest/doctest.h>

#include <map>
#include <string>

using namespace sdg;

namespace {

class Files : public source::Loader {
 public:
  explicit Files(std::map<std::string, std::string> files) : files_(std::move(files)) {}
  Result<std::string> load(const std::string& path) override {
    const auto found = files_.find(path);
    if (found == files_.end()) return Failure{"there is no file `" + path + "`"};
    return found->second;
  }
  Result<std::vector<std::string>> list(const std::string&) override { return Failure{"there are no folders"}; }

 private:
  std::map<std::string, std::string> files_;
};

/// `name: type, …` of a template beside others.
std::string variables(const std::string& text, std::map<std::string, std::string> files = {}) {
  source::SourceMap sources;
  diag::DiagSink diags;
  Files loader(std::move(files));
  jinja::Library library(sources, loader, diags);
  const auto domain = [](std::string_view name) -> std::optional<std::vector<std::string>> {
    if (name != "kind") return std::nullopt;
    return std::vector<std::string>{"a", "b"};
  };
  const auto which = library.add(sources.add("t.jinja", text), domain, {});
  plan::TypeTable types;
  std::string shown;
  for (const jinja::Variable& variable : jinja::variables_of(library.templates(), which)) {
    shown += (shown.empty() ? "" : ", ") + variable.name + ": " + types.show(jinja::implied_type(variable.use, types));
  }
  for (const diag::Diagnostic& diagnostic : diags.sorted()) shown += " ! " + diagnostic.message;
  return shown;
}

}  // namespace

TEST_CASE("what is only printed or tested is a string") {
  CHECK(variables("{{ a }} {% if b %}{{ c | upper }}{% endif %} {{ d ~ '!' }}") ==
        "a: string, b: string, c: string, d: string");
}

TEST_CASE("what is gone through is a list, what has fields a record") {
  CHECK(variables("{% for x in xs %}{{ x }}{% endfor %}") == "xs: [string]");
  CHECK(variables("{% for x in xs %}{{ x.a }}{{ x['b'].c }}{% endfor %}") == "xs: [{a: string, b: {c: string}}]");
  CHECK(variables("{{ xs | join(',') }} {{ ys | map(attribute='n') | list }} {{ zs[0] }}") ==
        "xs: [string], ys: [{n: string}], zs: [string]");
  CHECK(variables("{% set first = xs | first %}{{ first.name }}") == "xs: [{name: string}]");
}

TEST_CASE("what is calculated with is a number, what no type of ours describes is json") {
  CHECK(variables("{{ a * 2 }} {{ b + 1 }} {% if c > 3 %}{% endif %} {{ d | round }}") ==
        "a: float, b: float, c: float, d: float");
  CHECK(variables("{{ a | tojson }} {% for k, v in b.items() %}{{ k }}{% endfor %} {{ c[d] }}") ==
        "a: json, b: json, c: json, d: string");
}

TEST_CASE("what is used only where it was asked for may be left out") {
  CHECK(variables("{{ a | default('x') }} {% if b is defined %}{{ b.c }}{% endif %}") == "a: string?, b: {c: string}?");
  CHECK(variables("{% if a is not defined %}none{% else %}{{ a }}{% endif %}{{ b if b is defined }}") ==
        "a: string?, b: string?");
  CHECK(variables("{% if a is defined and a.ok %}{% endif %}{% if b is defined %}{% endif %}{{ b }}") ==
        "a: {ok: string}?, b: string");
}

TEST_CASE("names of the template's own are no variables") {
  CHECK(variables("{% set a = b %}{{ a }}{% for x in range(3) %}{{ x }}{{ loop.index }}{% endfor %}{% with y = z %}{{ "
                  "y }}{% endwith %}") == "b: string, z: string");
  CHECK(variables("{% macro m(p) %}{{ p.title }}{{ outer }}{{ caller() }}{% endmacro %}{{ m(thing) }}") ==
        "outer: string, thing: {title: string}");
  CHECK(variables("{% raw %}{{ cursor }}{% endraw %}{# {{ no }} #}") == "");
}

TEST_CASE("variables of included files belong to the template") {
  CHECK(variables("{% for q in qs %}{% include 'p.jinja' %}{% endfor %}", {{"p.jinja", "{{ q.text }} {{ who }}"}}) ==
        "qs: [{text: string}], who: string");
  CHECK(variables("{% include kind ~ '.jinja' %}", {{"a.jinja", "{{ x }}"}, {"b.jinja", "{{ y }}"}}) ==
        "kind: string, x: string, y: string");
  CHECK(variables("{% from 'm.jinja' import card %}{{ card(c) }}",
                  {{"m.jinja", "{% macro card(p) %}{{ p.n }}{% endmacro %}"}}) == "c: {n: string}");
}

TEST_CASE("files that are missing or include each other are told") {
  CHECK(variables("{% include 'no.jinja' %}") == " ! there is no file `no.jinja`");
  CHECK(variables("{% include 'no.jinja' ignore missing %}{% include ['no.jinja', 'p.jinja'] %}", {{"p.jinja", ""}}) ==
        "");
  CHECK(variables("{% include 'a.jinja' %}", {{"a.jinja", "{% include 'a.jinja' %}"}}) ==
        " ! files include each other in a circle");
  CHECK(variables("{% include other ~ '.jinja' %}") ==
        "other: string ! which file this is cannot be known before the run");
}

TEST_CASE("macros that call themselves and each other twice over show their variables all the same") {
  CHECK(variables("{% macro m(p) %}{{ p.title }}{{ m(p) }}{{ m(p) }}{% endmacro %}{{ m(thing) }}") ==
        "thing: {title: string}");
  std::string chain = "{% macro m0(p) %}{{ p.title }}{% endmacro %}";
  for (int i = 1; i < 40; ++i) {
    const auto call = "{{ m" + std::to_string(i - 1) + "(p) }}";
    chain += "{% macro m" + std::to_string(i) + "(p) %}" + call + call + "{% endmacro %}";
  }
  CHECK(variables(chain + "{{ m9(thing) }}") == "thing: {title: string}");
}
