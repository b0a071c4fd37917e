#include "tests/support/random_program.h"

#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "tests/support/random_value.h"

namespace sdg::test {
namespace {

using Kind = RandomKind;

/// Writes one program, each of its declarations where what it may name is known.
class Writer : RandomValues {
 public:
  explicit Writer(std::uint64_t seed) : RandomValues(seed) {}

  std::string program() {
    out_ = one_of({"", "sdg 1\n\n", "# a comment\n", "##! what this file is for\n"});
    params();
    types();
    functions();
    generator();
    const int datasets = 1 + below(2);
    for (int i = 0; i < datasets; ++i) dataset(fmt::format("d{}", i));
    if (maybe()) test("d0");
    return std::move(out_);
  }

 private:
  std::string blank() { return std::string(one_of({" ", " ", " ", "  ", "   "})); }

  // Declarations
  void params() {
    for (int i = 0; i < below(3); ++i) {
      const Kind kind = any_kind();
      const std::string name = fmt::format("p{}", i);
      const std::string_view sign = maybe() ? ": " : ":";
      const std::string type = maybe() ? fmt::format("{}{}", sign, type_of(kind)) : "";
      out_ += fmt::format("param {}{}{}={}{}\n", name, type, blank(), blank(), literal(kind));
      scope.push_back({name, kind});
    }
    globals_ = scope;
  }

  void types() {
    if (maybe()) out_ += "type Mood = \"calm\" | \"angry\"\n";
    if (!maybe()) return;
    out_ += "schema Turn {\n  role: \"user\" | \"tool\"  ## who\n";
    out_ += fmt::format("  content: string({}..){}\n  score: float? = null\n}}\n", below(3), maybe() ? "," : "");
  }

  void functions() {
    scope = {{"n", Kind::Int}, {"t", Kind::Text}};
    const Kind kind = any_kind();
    const std::string body = value(kind, 2);
    out_ +=
        fmt::format("function f(n: int, t: string = \"x\"){}{} = {}\n", maybe() ? " -> " : "->", type_of(kind), body);
    function_ = kind;
    out_ += fmt::format("sampler roll(most: int) -> int = integer(1..{}) + most\n", 2 + below(9));
    scope = globals_;
  }

  void generator() {
    out_ += fmt::format("model ask = sim({})\n", maybe() ? "" : "\"seed=1\"");
    if (!maybe()) return;
    out_ += "generator talk(topic: string) -> string {\n  model ask\n";
    if (maybe()) out_ += "  system \"You are brief.\"\n";
    out_ +=
        "  user \"\"\"\n    About {topic}.\n    {% if length(topic) > 3 %}\n    At length.\n    {% endif %}\n    "
        "\"\"\"\n";
    if (maybe()) out_ += "  temperature = 0.9\n";
    if (maybe()) out_ += fmt::format("  attempts {}\n", 1 + below(4));
    out_ += "}\n";
    talks_ = true;
  }

  std::string drawn(Kind kind) {
    switch (kind) {
      case Kind::Int:
        return fmt::format("{}", one_of({"integer(1..6)", "roll(2)", "poisson(3)", "choice([1, 2, 3])", "index()"}));
      case Kind::Float: return fmt::format("{}", one_of({"uniform(0, 1)", "normal(0, 2)", "beta(1, 2)"}));
      case Kind::Text:
        return fmt::format(
            "{}", one_of({"uuid()", "pattern(\"##-##\")", "words(3)", "string(date(\"2024-01-01\", \"2024-02-01\"))"}));
      case Kind::Bool: return "bernoulli(0.5)";
      case Kind::Ints: return "repeat(2, integer(1..3))";
      case Kind::Texts: return "[pattern(\"##\"), \"x\"]";
    }
    return "";
  }

  void column(const std::string& dataset, int i) {
    const Kind kind = any_kind();
    const std::string name = fmt::format("c{}", i);
    const std::string word = maybe(5) ? fmt::format("`{}`", name) : name;
    const std::string type = maybe(4) ? fmt::format(":{}{}", blank(), type_of(kind)) : "";
    std::string made = maybe(4) ? drawn(kind) : value(kind, 3);
    if (kind == function_ && maybe(3)) made = fmt::format("f({})", value(Kind::Int, 1));
    if (kind == Kind::Text && maybe(5)) made = fmt::format("ask(\"{} {} {{{}}}\")", dataset, i, value(Kind::Text, 1));
    if (kind == Kind::Text && talks_ && maybe(6))
      made = fmt::format("talk(\"{} {}\" + {})", dataset, i, value(Kind::Text, 1));
    out_ += fmt::format("  {}{}{}={}{}{}\n", word, type, blank(), blank(), made, maybe(6) ? "  # why" : "");
    scope.push_back({name, kind});
    if (dataset == "d0") given_ = scope.back();
  }

  /// A `let` and a column that reads it, for one that nobody reads is told.
  void hidden_step() {
    out_ += fmt::format("  let step = {}\n  stepped = step + {}\n", value(Kind::Int, 2), below(9));
    scope.push_back({"step", Kind::Int});
  }

  /// An `each`, and columns below it.
  void elements(const std::string& dataset, int first) {
    const Kind list = maybe() ? Kind::Ints : Kind::Texts;
    out_ += fmt::format("  each item in {}\n", value(list, 2));
    scope.push_back({"item", list == Kind::Ints ? Kind::Int : Kind::Text});
    for (int i = 0; i < 1 + below(2); ++i) column(dataset, first + i);
    if (maybe(3)) out_ += "  key item\n";
  }

  /// What is decided over all rows.
  void rows_together() {
    if (maybe(3)) out_ += fmt::format("  keep when {}\n", condition(2));
    if (maybe(3)) out_ += fmt::format("  distinct {}, {}\n", value(any_kind(), 1), value(Kind::Int, 1));
    if (maybe(4)) out_ += fmt::format("  distinct {} similar 0.{}\n", value(Kind::Text, 1), 5 + below(5));
    if (maybe(3)) out_ += fmt::format("  split train = 0.9,{}test = 0.1{}\n", blank(), grouped());
    for (int i = 0; maybe(3); ++i) {
      const std::string_view aggregate = one_of({"mean", "sum", "min", "max", "median", "stdev"});
      const std::string number = value(maybe() ? Kind::Int : Kind::Float, 1);
      const std::string of = maybe(4) ? "count()" : fmt::format("{}({})", aggregate, number);
      out_ += fmt::format("  measure m{}{}={}{}{}\n", i, blank(), blank(), of, grouped());
    }
  }

  /// Where rows that failed are kept, a test can read null in each of their columns.
  void failures(const std::string& dataset) {
    const std::string_view policy = one_of({"drop", "keep", "stop", "stop after 5"});
    out_ += fmt::format("  on failure {}\n", policy);
    if (policy == "keep" && dataset == "d0") given_.name.clear();
  }

  std::string grouped() {
    const std::string name = name_of(maybe() ? Kind::Text : Kind::Int);
    return name.empty() || maybe() ? std::string() : fmt::format(" by {}", name);
  }

  void test(const std::string& dataset) {
    out_ += fmt::format("\ntest \"what {} holds\" {{\n", dataset);
    if (maybe()) out_ += fmt::format("  given ask(_) = {}\n", literal(Kind::Text));
    if (maybe() && !given_.name.empty())
      out_ += fmt::format("  given {}.{} = {}\n", dataset, given_.name, literal(given_.kind));
    scope = {{fmt::format("length({})", dataset), Kind::Int}};
    if (maybe() && !given_.name.empty()) {
      out_ += fmt::format("  row = {}[0]\n", dataset);
      scope.push_back({"row." + given_.name, given_.kind});
    }
    const int expectations = 1 + below(3);
    for (int i = 0; i < expectations; ++i) out_ += fmt::format("  expect {}\n", condition(2));
    out_ += "}\n";
  }

  void dataset(const std::string& name) {
    scope = globals_;
    const bool from_list = maybe(3);
    out_ += fmt::format("\ndataset {}{} {{\n", name, from_list ? " from 1..5 as i" : "");
    if (from_list) scope.push_back({"i", Kind::Int});
    if (!from_list || maybe()) out_ += fmt::format("  rows {}\n", 1 + below(9));
    if (maybe()) out_ += fmt::format("  seed {}\n", below(100));
    const int columns = 1 + below(6);
    for (int i = 0; i < columns; ++i) column(name, i);
    if (maybe(3)) hidden_step();
    if (maybe(3)) elements(name, columns);
    rows_together();
    if (maybe(3)) failures(name);
    if (maybe(4)) out_ += "  output csv(\"" + name + ".csv\", columns = {first: " + value(Kind::Text, 1) + "})\n";
    out_ += fmt::format("  output \"{}.jsonl\"\n}}\n", name);
  }

  std::string out_;
  std::vector<Name> globals_;
  Name given_{"", Kind::Int};  // a column of the dataset that is tested
  Kind function_ = Kind::Int;
  bool talks_ = false;
};

}  // namespace

std::string random_program(std::uint64_t seed) { return Writer(seed).program(); }

}  // namespace sdg::test
