#include "runtime/value/json_schema.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "compiler/plan/number_text.h"
#include "compiler/plan/value.h"

namespace sdg::value {
namespace {

using plan::Field;
using plan::Type;
using plan::TypeId;
using plan::TypeKind;
using plan::Value;
using plan::ValueKind;

// Limits of the strict dialect.
constexpr std::size_t kMostProperties = 5'000;
constexpr std::size_t kMostNesting = 10;
constexpr std::size_t kMostEnumValues = 1'000;

std::string json_text(std::string_view text) { return to_json(Value::string(std::string(text))); }

/// A bound without `.0`: JSON Schema wants whole numbers for lengths, and ints look better so.
std::string number(double bound) {
  const auto whole = plan::whole(bound);
  return whole ? std::to_string(*whole) : plan::float_text(bound);
}

/// The JSON type of all literals, or nothing where they differ.
std::string_view common_type(const std::vector<Value>& literals) {
  const auto name = [](const Value& literal) -> std::string_view {
    if (literal.is_string()) return "string";
    if (literal.kind() == ValueKind::Int) return "integer";
    if (literal.kind() == ValueKind::Float) return "number";
    if (literal.kind() == ValueKind::Bool) return "boolean";
    return {};
  };
  if (literals.empty()) return {};
  const auto first = name(literals[0]);
  return std::ranges::all_of(literals, [&](const Value& literal) { return name(literal) == first; })
             ? first
             : std::string_view();
}

/// RE2 says some things that the regular expressions of JSON Schema cannot.
bool is_portable(std::string_view pattern) {
  for (const std::string_view foreign : {"(?", "\\A", "\\z", "\\p", "\\P", "\\Q", "\\C", "[[:"}) {
    if (pattern.find(foreign) != std::string_view::npos) return false;
  }
  return true;
}

/// Writes schemas in one fixed order of keywords; equal types give equal bytes.
class SchemaWriter {
 public:
  SchemaWriter(const plan::TypeTable& types, Dialect dialect)
      : types_(types), strict_(dialect == Dialect::OpenAiStrict) {}

  JsonSchema write(TypeId type) {
    JsonSchema schema;
    schema.wrapped = strict_ && types_[type].kind != TypeKind::Record;
    if (schema.wrapped) {
      Field value;
      value.name = kWrapperField;
      value.type = type;
      write_object({value});
    } else {
      write_type(type, nullptr, false);
    }
    schema.expressible =
        !strict_ || (expressible_ && properties_ <= kMostProperties && enum_values_ <= kMostEnumValues);
    schema.text = std::move(out_);
    return schema;
  }

 private:
  /// One schema, with the description and default of the field it is for.
  void write_type(TypeId id, const Field* field, bool nullable) {
    const Type& type = types_[id];
    if (type.kind == TypeKind::Optional) return write_type(type.element, field, true);
    if (type.kind == TypeKind::Record && nullable) return write_nullable_object(id, field);
    out_ += '{';
    const std::size_t begin = out_.size();
    write_keywords(id, nullable);
    write_annotations(field, begin);
    out_ += '}';
  }

  void write_keywords(TypeId id, bool nullable) {
    const Type& type = types_[id];
    switch (type.kind) {
      case TypeKind::Null: return write_name("null", false);
      case TypeKind::Bool: return write_name("boolean", nullable);
      case TypeKind::Int: write_name("integer", nullable); return write_bounds(type, "minimum", "maximum");
      case TypeKind::Float: write_name("number", nullable); return write_bounds(type, "minimum", "maximum");
      case TypeKind::String: return write_string(type, nullable);
      case TypeKind::Bytes:
        write_name("string", nullable);
        if (!strict_) out_ += R"(,"contentEncoding":"base64")";
        return;
      case TypeKind::Date: return write_format("date", nullable);
      case TypeKind::DateTime: return write_format("date-time", nullable);
      case TypeKind::Duration: return write_format("duration", nullable);
      case TypeKind::Image:
      case TypeKind::Secret:
      case TypeKind::Regex: return write_name("string", nullable);
      case TypeKind::Money: return write_name("number", nullable);
      case TypeKind::Literal: return write_literals(type, nullable);
      case TypeKind::List: return write_list(type, nullable);
      case TypeKind::Record: return write_object_keywords(type.fields);
      case TypeKind::Error:
      case TypeKind::Json:
        expressible_ = false;  // anything goes: no keyword says so
        return;
      case TypeKind::Optional: return;  // write_type has looked inside
    }
  }

  void write_name(std::string_view name, bool nullable) {
    out_ += R"("type":)";
    if (nullable) {
      out_.append(R"([")").append(name).append(R"(","null"])");
    } else {
      out_.append(1, '"').append(name).append(1, '"');
    }
  }

  void write_format(std::string_view format, bool nullable) {
    write_name("string", nullable);
    out_.append(R"(,"format":")").append(format).append(1, '"');
  }

  void write_bounds(const Type& type, std::string_view min, std::string_view max) {
    if (type.min) out_.append(",\"").append(min).append("\":").append(number(*type.min));
    if (type.max) out_.append(",\"").append(max).append("\":").append(number(*type.max));
  }

  void write_string(const Type& type, bool nullable) {
    write_name("string", nullable);
    if (!strict_) write_bounds(type, "minLength", "maxLength");
    const bool sends_pattern = !type.pattern.empty() && (!strict_ || is_portable(type.pattern));
    if (sends_pattern) out_.append(",\"pattern\":").append(json_text(type.pattern));
  }

  void write_literals(const Type& type, bool nullable) {
    const auto name = common_type(type.literals);
    if (!name.empty()) {
      write_name(name, nullable);
      out_ += ',';
    }
    out_ += "\"enum\":[";
    for (std::size_t i = 0; i < type.literals.size(); ++i) {
      if (i > 0) out_ += ',';
      append_json(out_, type.literals[i]);
    }
    out_ += nullable ? ",null]" : "]";
    enum_values_ += type.literals.size() + nullable;
  }

  void write_list(const Type& type, bool nullable) {
    write_name("array", nullable);
    out_ += ",\"items\":";
    write_nested([&] { write_type(type.element, nullptr, false); });
    write_bounds(type, "minItems", "maxItems");
  }

  void write_nullable_object(TypeId id, const Field* field) {
    out_ += R"({"anyOf":[)";
    const std::size_t begin = out_.size();
    write_object(types_[id].fields);
    out_ += R"(,{"type":"null"}])";
    write_annotations(field, begin);
    out_ += '}';
  }

  void write_object(const std::vector<Field>& fields) {
    out_ += '{';
    write_object_keywords(fields);
    out_ += '}';
  }

  void write_object_keywords(const std::vector<Field>& fields) {
    out_ += R"("type":"object","properties":{)";
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (i > 0) out_ += ',';
      out_.append(json_text(fields[i].name)).append(1, ':');
      write_nested([&] { write_type(fields[i].type, &fields[i], false); });
    }
    out_ += R"(},"required":[)";
    write_required(fields);
    out_ += R"(],"additionalProperties":false)";
    properties_ += fields.size();
  }

  /// Strictly all of them: what may be left out elsewhere is null or its own value there.
  void write_required(const std::vector<Field>& fields) {
    bool first = true;
    for (const auto& field : fields) {
      if (!strict_ && (field.default_value || types_.is_optional(field.type))) continue;
      if (!first) out_ += ',';
      out_ += json_text(field.name);
      first = false;
    }
  }

  void write_annotations(const Field* field, std::size_t begin) {
    if (!field) return;
    const auto comma = [&] { return out_.size() == begin ? "" : ","; };
    if (!field->doc.empty()) out_.append(comma()).append("\"description\":").append(json_text(field->doc));
    if (field->default_value && !strict_)
      out_.append(comma()).append("\"default\":").append(to_json(*field->default_value));
  }

  template <class Write>
  void write_nested(Write write) {
    if (++nesting_ > kMostNesting) expressible_ = false;
    write();
    --nesting_;
  }

  const plan::TypeTable& types_;
  bool strict_;
  std::string out_;
  std::size_t nesting_ = 0, properties_ = 0, enum_values_ = 0;
  bool expressible_ = true;
};

}  // namespace

JsonSchema json_schema(const plan::TypeTable& types, TypeId type, Dialect dialect) {
  return SchemaWriter(types, dialect).write(type);
}

}  // namespace sdg::value
