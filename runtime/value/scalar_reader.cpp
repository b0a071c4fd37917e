#include "runtime/value/scalar_reader.h"

#include <optional>
#include <string>

#include "compiler/plan/letter_case.h"
#include "compiler/plan/number_text.h"
#include "compiler/plan/text_parts.h"
#include "runtime/value/expectation.h"

namespace sdg::value {
namespace {

using plan::Type;
using plan::TypeKind;
using plan::Value;

/// Without one pair of quotes around the whole; a quote inside belongs to the text.
std::string_view unquoted(std::string_view text) {
  for (const char quote : {'"', '\'', '`'}) {
    const bool quoted = text.size() >= 2 && text.front() == quote && text.back() == quote;
    if (quoted && text.find(quote, 1) == text.size() - 1) return text.substr(1, text.size() - 2);
  }
  return text;
}

std::optional<Value> read_bool(std::string_view text) {
  const std::string word = plan::to_lower(text);
  if (word == "true" || word == "yes") return Value(true);
  if (word == "false" || word == "no") return Value(false);
  return std::nullopt;
}

std::optional<Value> read_int(std::string_view text) {
  const auto number = plan::parse_whole(text);
  return number ? std::optional(Value(*number)) : std::nullopt;
}

std::optional<Value> read_float(std::string_view text) {
  const auto number = plan::parse_float(text);
  return number ? std::optional(Value(*number)) : std::nullopt;
}

/// The literal that is written so; or the only one that is, but for case.
std::optional<Value> read_literal(const Type& type, std::string_view text) {
  const Value* nearly = nullptr;
  bool several = false;
  const std::string lower = plan::to_lower(text);
  for (const auto& literal : type.literals) {
    const std::string written = to_text(literal);
    if (written == text) return literal;
    if (plan::to_lower(written) != lower) continue;
    several = nearly != nullptr;
    nearly = &literal;
  }
  if (nearly && !several) return *nearly;
  return std::nullopt;
}

/// The scalar as it is written; times stay texts, for conforming reads them.
std::optional<Value> read_written(const Type& type, std::string_view text) {
  switch (type.kind) {
    case TypeKind::Bool: return read_bool(unquoted(text));
    case TypeKind::Int: return read_int(unquoted(text));
    case TypeKind::Float: return read_float(unquoted(text));
    case TypeKind::Literal: return read_literal(type, unquoted(text));
    case TypeKind::Date:
    case TypeKind::DateTime:
    case TypeKind::Duration:
    case TypeKind::Bytes: return Value::string(std::string(unquoted(text)));
    case TypeKind::Null: return unquoted(text) == "null" ? std::optional(Value()) : std::nullopt;
    case TypeKind::Error:
    case TypeKind::String:
    case TypeKind::Json:
    case TypeKind::Image:
    case TypeKind::Secret:
    case TypeKind::Regex:
    case TypeKind::Money:
    case TypeKind::List:
    case TypeKind::Record:
    case TypeKind::Optional: break;
  }
  return Value::string(std::string(text));
}

/// An optional is null where nothing is said, or that word. `none` may be what a string says.
bool says_nothing(std::string_view text, TypeKind kind) {
  const std::string word = plan::to_lower(unquoted(text));
  return word.empty() || word == "null" || (word == "none" && kind != TypeKind::String);
}

}  // namespace

Result<Value, Violations> read_scalar(const Conformer& conformer, plan::TypeId type, std::string_view reply) {
  const auto& types = conformer.types();
  const std::string_view text = plan::trimmed(reply);
  const plan::TypeId required = types.required(type);
  auto written = read_written(types[required], text);
  const TypeKind kind = types[required].kind;
  const bool is_a_literal = kind == TypeKind::Literal && written;  // "none" may be one of them
  if (types.is_optional(type) && !is_a_literal && says_nothing(text, kind)) return Value();
  if (!written) return Violations{{"", expected(types, type, Value::string(std::string(text)))}};
  return conformer.conform(required, *written);
}

}  // namespace sdg::value
