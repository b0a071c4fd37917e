#include "tests/support/random_value.h"

#include <fmt/format.h>

namespace sdg::test {

std::string_view type_of(RandomKind kind) {
  switch (kind) {
    case RandomKind::Int: return "int";
    case RandomKind::Float: return "float";
    case RandomKind::Text: return "string";
    case RandomKind::Bool: return "bool";
    case RandomKind::Ints: return "[int]";
    case RandomKind::Texts: return "[string]";
  }
  return "";
}

std::string_view RandomValues::one_of(std::initializer_list<std::string_view> list) {
  return *(list.begin() + below(static_cast<int>(list.size())));
}

std::string RandomValues::value(RandomKind kind, int depth) {
  if (const auto named = name_of(kind); !named.empty() && maybe()) return named;
  if (depth <= 0) return literal(kind);
  if (maybe(6)) return fmt::format("({})", value(kind, depth - 1));
  if (maybe(6)) return conditional(kind, depth - 1);
  switch (kind) {
    case RandomKind::Int: return int_value(depth - 1);
    case RandomKind::Float: return float_value(depth - 1);
    case RandomKind::Text: return text_value(depth - 1);
    case RandomKind::Bool: return condition(depth - 1);
    case RandomKind::Ints: return ints_value(depth - 1);
    case RandomKind::Texts: return texts_value(depth - 1);
  }
  return literal(kind);
}

std::string RandomValues::literal(RandomKind kind) {
  switch (kind) {
    case RandomKind::Int: return fmt::format("{}", below(1000));
    case RandomKind::Float: return fmt::format("{}.{}", below(100), 1 + below(9));
    case RandomKind::Text: return fmt::format("\"{}\"", one_of({"tea", "rain", "", "a {{b}}", "\\n", "it's", "é"}));
    case RandomKind::Bool: return maybe() ? "true" : "false";
    case RandomKind::Ints: return fmt::format("[{}, {}]", below(9), below(9));
    case RandomKind::Texts: return fmt::format("[\"{}\", \"b\"]", below(9));
  }
  return "";
}

std::string RandomValues::name_of(RandomKind kind) {
  std::vector<const Name*> fitting;
  for (const Name& each : scope) {
    if (each.kind == kind) fitting.push_back(&each);
  }
  return fitting.empty() ? std::string()
                         : fitting[static_cast<std::size_t>(below(static_cast<int>(fitting.size())))]->name;
}

std::string RandomValues::conditional(RandomKind kind, int depth) {
  const std::string head = fmt::format("{} when {} else {}", value(kind, 0), condition(depth), value(kind, depth));
  return "(" + head + ")";
}

std::string RandomValues::int_value(int depth) {
  switch (below(5)) {
    case 0:
      return fmt::format("{} {} {}", value(RandomKind::Int, depth), one_of({"+", "-", "*"}), value(RandomKind::Int, 0));
    case 1: return fmt::format("length({})", value(RandomKind::Text, depth));
    case 2: return fmt::format("{} | abs", value(RandomKind::Int, 0));
    case 3:
      return fmt::format("match {} {{ \"tea\" => {}, _ => {} }}", plain_text(), value(RandomKind::Int, depth),
                         value(RandomKind::Int, 0));
    default: return fmt::format("sum({})", value(RandomKind::Ints, depth));
  }
}

std::string RandomValues::float_value(int depth) {
  if (maybe()) return fmt::format("{} / {}", value(RandomKind::Int, depth), 1 + below(9));
  return fmt::format("{} {} {}", value(RandomKind::Float, depth), one_of({"+", "-", "*"}), value(RandomKind::Float, 0));
}

std::string RandomValues::plain_text() {
  const std::string name = name_of(RandomKind::Text);
  return name.empty() ? "upper(\"tea\")" : fmt::format("lower({})", name);
}

std::string RandomValues::text_value(int depth) {
  switch (below(5)) {
    case 0: return fmt::format("{} + {}", value(RandomKind::Text, depth), value(RandomKind::Text, 0));
    case 1: return fmt::format("{}({})", one_of({"upper", "lower", "trim", "title"}), value(RandomKind::Text, depth));
    case 2: return fmt::format("{} | truncate({})", value(RandomKind::Text, 0), 3 + below(9));
    case 3:
      return fmt::format("\"x {{{}}} y {{{} | string}}\"", value(RandomKind::Int, depth), value(RandomKind::Bool, 0));
    default: return fmt::format("join({}, \", \")", value(RandomKind::Texts, depth));
  }
}

std::string RandomValues::condition(int depth) {
  switch (below(6)) {
    case 0:
      return fmt::format("{} {} {}", value(RandomKind::Int, depth), one_of({"<", "<=", ">", ">=", "==", "!="}),
                         value(RandomKind::Int, 0));
    case 1:
      return fmt::format("({}) {} ({})", value(RandomKind::Bool, depth), one_of({"and", "or"}),
                         value(RandomKind::Bool, 0));
    case 2: return fmt::format("not ({})", value(RandomKind::Bool, depth));
    case 3: return fmt::format("{} in {}", value(RandomKind::Int, 0), value(RandomKind::Ints, depth));
    case 4: return fmt::format("{} not in {}", value(RandomKind::Text, 0), value(RandomKind::Texts, depth));
    default: return fmt::format("starts_with({}, \"t\")", value(RandomKind::Text, depth));
  }
}

std::string RandomValues::ints_value(int depth) {
  switch (below(4)) {
    case 0: return fmt::format("[{} + 1 for e in {} if e > {}]", "e", value(RandomKind::Ints, depth), below(5));
    case 1: return fmt::format("1..{}", 2 + below(5));
    case 2: return fmt::format("[{}, ...{}]", value(RandomKind::Int, depth), value(RandomKind::Ints, 0));
    default: return fmt::format("sort({})", value(RandomKind::Ints, depth));
  }
}

std::string RandomValues::texts_value(int depth) {
  if (maybe()) return fmt::format("[\"n {{e}}\" for e in {}]", value(RandomKind::Ints, depth));
  return fmt::format("split({}, \" \")", value(RandomKind::Text, depth));
}

}  // namespace sdg::test
