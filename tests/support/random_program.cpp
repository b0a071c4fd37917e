#include "tests/support/random_program.h"

#include <fmt/format.h>

#include <initializer_list>
#include <random>
#include <string_view>
#include <vector>

namespace sdg::test {
namespace {

enum class Kind : std::uint8_t { Int, Float, Text, Bool, Ints, Texts };

struct Column {
  std::string name;
  Kind kind;
};

/// Writes one program. Everything that it may name at a place is a value of a kind.
class Writer {
 public:
  explicit Writer(std::uint64_t seed) : random_(seed) {}

  std::string program() {
    out_ = one_of({"", "sdg 1\n\n", "# a comment\n", "##! what this file is for\n"});
    params();
    types();
    functions();
    generator();
    const int datasets = 1 + below(2);
    for (int i = 0; i < datasets; ++i) dataset(fmt::format("d{}", i));
    return std::move(out_);
  }

 private:
  int below(int n) { return static_cast<int>(random_() % static_cast<std::uint64_t>(n)); }
  bool maybe(int of = 2) { return below(of) == 0; }
  std::string_view one_of(std::initializer_list<std::string_view> list) {
    return *(list.begin() + below(static_cast<int>(list.size())));
  }
  Kind any_kind() { return static_cast<Kind>(below(6)); }
  std::string blank() { return std::string(one_of({" ", " ", " ", "  ", "   "})); }

  static std::string_view type_of(Kind kind) {
    switch (kind) {
      case Kind::Int: return "int";
      case Kind::Float: return "float";
      case Kind::Text: return "string";
      case Kind::Bool: return "bool";
      case Kind::Ints: return "[int]";
      case Kind::Texts: return "[string]";
    }
    return "";
  }

  // Values: `depth` is how many operators may still stand inside each other.
  std::string value(Kind kind, int depth) {
    if (const auto named = name_of(kind); !named.empty() && maybe()) return named;
    if (depth <= 0) return literal(kind);
    if (maybe(6)) return fmt::format("({})", value(kind, depth - 1));
    if (maybe(6)) return conditional(kind, depth - 1);
    switch (kind) {
      case Kind::Int: return int_value(depth - 1);
      case Kind::Float: return float_value(depth - 1);
      case Kind::Text: return text_value(depth - 1);
      case Kind::Bool: return condition(depth - 1);
      case Kind::Ints: return ints_value(depth - 1);
      case Kind::Texts: return texts_value(depth - 1);
    }
    return literal(kind);
  }

  std::string literal(Kind kind) {
    switch (kind) {
      case Kind::Int: return fmt::format("{}", below(1000));
      case Kind::Float: return fmt::format("{}.{}", below(100), 1 + below(9));
      case Kind::Text: return fmt::format("\"{}\"", one_of({"tea", "rain", "", "a {{b}}", "\\n", "it's", "é"}));
      case Kind::Bool: return maybe() ? "true" : "false";
      case Kind::Ints: return fmt::format("[{}, {}]", below(9), below(9));
      case Kind::Texts: return fmt::format("[\"{}\", \"b\"]", below(9));
    }
    return "";
  }

  std::string name_of(Kind kind) {
    std::vector<const Column*> fitting;
    for (const Column& column : scope_) {
      if (column.kind == kind) fitting.push_back(&column);
    }
    return fitting.empty() ? std::string()
                           : fitting[static_cast<std::size_t>(below(static_cast<int>(fitting.size())))]->name;
  }

  std::string conditional(Kind kind, int depth) {
    const std::string head = fmt::format("{} when {} else {}", value(kind, 0), condition(depth), value(kind, depth));
    return "(" + head + ")";
  }

  std::string int_value(int depth) {
    switch (below(5)) {
      case 0: return fmt::format("{} {} {}", value(Kind::Int, depth), one_of({"+", "-", "*"}), value(Kind::Int, 0));
      case 1: return fmt::format("length({})", value(Kind::Text, depth));
      case 2: return fmt::format("{} | abs", value(Kind::Int, 0));
      case 3:
        return fmt::format("match {} {{ \"tea\" => {}, _ => {} }}", plain_text(), value(Kind::Int, depth),
                           value(Kind::Int, 0));
      default: return fmt::format("sum({})", value(Kind::Ints, depth));
    }
  }

  std::string float_value(int depth) {
    if (maybe()) return fmt::format("{} / {}", value(Kind::Int, depth), 1 + below(9));
    return fmt::format("{} {} {}", value(Kind::Float, depth), one_of({"+", "-", "*"}), value(Kind::Float, 0));
  }

  std::string plain_text() {
    const std::string name = name_of(Kind::Text);
    return name.empty() ? "upper(\"tea\")" : fmt::format("lower({})", name);
  }

  std::string text_value(int depth) {
    switch (below(5)) {
      case 0: return fmt::format("{} + {}", value(Kind::Text, depth), value(Kind::Text, 0));
      case 1: return fmt::format("{}({})", one_of({"upper", "lower", "trim", "title"}), value(Kind::Text, depth));
      case 2: return fmt::format("{} | truncate({})", value(Kind::Text, 0), 3 + below(9));
      case 3: return fmt::format("\"x {{{}}} y {{{} | string}}\"", value(Kind::Int, depth), value(Kind::Bool, 0));
      default: return fmt::format("join({}, \", \")", value(Kind::Texts, depth));
    }
  }

  std::string condition(int depth) {
    switch (below(6)) {
      case 0:
        return fmt::format("{} {} {}", value(Kind::Int, depth), one_of({"<", "<=", ">", ">=", "==", "!="}),
                           value(Kind::Int, 0));
      case 1: return fmt::format("({}) {} ({})", value(Kind::Bool, depth), one_of({"and", "or"}), value(Kind::Bool, 0));
      case 2: return fmt::format("not ({})", value(Kind::Bool, depth));
      case 3: return fmt::format("{} in {}", value(Kind::Int, 0), value(Kind::Ints, depth));
      case 4: return fmt::format("{} not in {}", value(Kind::Text, 0), value(Kind::Texts, depth));
      default: return fmt::format("starts_with({}, \"t\")", value(Kind::Text, depth));
    }
  }

  std::string ints_value(int depth) {
    switch (below(4)) {
      case 0: return fmt::format("[{} + 1 for e in {} if e > {}]", "e", value(Kind::Ints, depth), below(5));
      case 1: return fmt::format("1..{}", 2 + below(5));
      case 2: return fmt::format("[{}, ...{}]", value(Kind::Int, depth), value(Kind::Ints, 0));
      default: return fmt::format("sort({})", value(Kind::Ints, depth));
    }
  }

  std::string texts_value(int depth) {
    if (maybe()) return fmt::format("[\"n {{e}}\" for e in {}]", value(Kind::Ints, depth));
    return fmt::format("split({}, \" \")", value(Kind::Text, depth));
  }

  // Declarations
  void params() {
    for (int i = 0; i < below(3); ++i) {
      const Kind kind = any_kind();
      const std::string name = fmt::format("p{}", i);
      const std::string_view sign = maybe() ? ": " : ":";
      const std::string type = maybe() ? fmt::format("{}{}", sign, type_of(kind)) : "";
      out_ += fmt::format("param {}{}{}={}{}\n", name, type, blank(), blank(), literal(kind));
      scope_.push_back({name, kind});
    }
    globals_ = scope_;
  }

  void types() {
    if (maybe()) out_ += "type Mood = \"calm\" | \"angry\"\n";
    if (!maybe()) return;
    out_ += "schema Turn {\n  role: \"user\" | \"tool\"  ## who\n";
    out_ += fmt::format("  content: string({}..){}\n  score: float? = null\n}}\n", below(3), maybe() ? "," : "");
  }

  void functions() {
    scope_ = {{"n", Kind::Int}, {"t", Kind::Text}};
    const Kind kind = any_kind();
    const std::string body = value(kind, 2);
    out_ +=
        fmt::format("function f(n: int, t: string = \"x\"){}{} = {}\n", maybe() ? " -> " : "->", type_of(kind), body);
    function_ = kind;
    out_ += fmt::format("sampler roll(most: int) -> int = integer(1..{}) + most\n", 2 + below(9));
    scope_ = globals_;
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
    scope_.push_back({name, kind});
  }

  void dataset(const std::string& name) {
    scope_ = globals_;
    const bool from_list = maybe(3);
    out_ += fmt::format("\ndataset {}{} {{\n", name, from_list ? " from 1..5 as i" : "");
    if (from_list) scope_.push_back({"i", Kind::Int});
    if (!from_list || maybe()) out_ += fmt::format("  rows {}\n", 1 + below(9));
    if (maybe()) out_ += fmt::format("  seed {}\n", below(100));
    const int columns = 1 + below(6);
    for (int i = 0; i < columns; ++i) column(name, i);
    if (maybe(3)) out_ += fmt::format("  keep when {}\n", condition(2));
    if (maybe(3)) out_ += fmt::format("  on failure {}\n", one_of({"drop", "keep", "stop", "stop after 5"}));
    if (maybe(4)) out_ += "  output csv(\"" + name + ".csv\", columns = {first: " + value(Kind::Text, 1) + "})\n";
    out_ += fmt::format("  output \"{}.jsonl\"\n}}\n", name);
  }

  std::mt19937_64 random_;
  std::string out_;
  std::vector<Column> scope_;
  std::vector<Column> globals_;
  Kind function_ = Kind::Int;
  bool talks_ = false;
};

}  // namespace

std::string random_program(std::uint64_t seed) { return Writer(seed).program(); }

}  // namespace sdg::test
