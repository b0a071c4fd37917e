#include "runtime/value/conform.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "compiler/plan/base64.h"
#include "compiler/plan/civil_time.h"
#include "compiler/plan/number_text.h"
#include "compiler/plan/utf8.h"
#include "runtime/value/expectation.h"

namespace sdg::value {
namespace {

using plan::Type;
using plan::TypeId;
using plan::TypeKind;
using plan::Value;
using plan::ValueKind;

/// From a type down to one of its parts: a field's name, or the place of an element.
struct Step {
  const std::string* name;
  std::size_t index;
};

bool is_plain_name(std::string_view name) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  return !name.empty() && std::ranges::all_of(name, plain);
}

void append_step(std::string& path, const Step& step) {
  if (!step.name) {
    path += '[' + std::to_string(step.index) + ']';
  } else if (is_plain_name(*step.name)) {
    path += (path.empty() ? "" : ".") + *step.name;
  } else {
    path += '[' + to_json(Value::string(*step.name)) + ']';
  }
}

/// Whether the count of code points is within the bounds; counted only where the number of bytes leaves it open.
bool length_fits(const Type& type, const std::string& text) {
  constexpr double most_bytes = 4;  // of a code point
  const auto bytes = static_cast<double>(text.size());
  const bool surely_long_enough = !type.min || static_cast<double>(text.size()) >= *type.min * most_bytes;
  if (surely_long_enough && (!type.max || bytes <= *type.max)) return true;
  return within_bounds(type, static_cast<double>(plan::count_code_points(text)));
}

std::optional<Value> read_bytes(const Value& value) {
  if (value.kind() == ValueKind::Bytes) return value;
  auto bytes = value.is_string() ? plan::decode_base64(value.text()) : std::nullopt;
  return bytes ? std::optional(Value::bytes(std::move(*bytes))) : std::nullopt;
}

/// A time of `kind`, or the one that a text says.
std::optional<Value> read_time(const Value& value, ValueKind kind,
                               std::optional<std::int64_t> (*parse)(std::string_view), Value (*make)(std::int64_t)) {
  if (value.kind() == kind) return value;
  const auto ticks = value.is_string() ? parse(value.text()) : std::nullopt;
  return ticks ? std::optional(make(*ticks)) : std::nullopt;
}

}  // namespace

/// One value against one type. A part that does not fit is told and replaced by null; the rest is looked at all the
/// same.
class Conformer::Walk {
 public:
  explicit Walk(const Conformer& conformer) : conformer_(conformer), types_(conformer.types_) {}

  Value walk(TypeId id, const Value& value) {
    const Type& type = types_[id];
    switch (type.kind) {
      case TypeKind::Error:
      case TypeKind::Json:
      case TypeKind::Image:
      case TypeKind::Money: return value;
      case TypeKind::Null: return checked(id, value, value.is_null());
      case TypeKind::Bool: return checked(id, value, value.kind() == ValueKind::Bool);
      case TypeKind::Int: return walk_int(id, value);
      case TypeKind::Float: return walk_float(id, value);
      case TypeKind::String: return checked(id, value, value.is_string() && string_fits(id, value.text()));
      case TypeKind::Secret:
      case TypeKind::Regex: return checked(id, value, value.is_string());
      case TypeKind::Bytes: return read(id, value, read_bytes(value));
      case TypeKind::Date: return read(id, value, read_time(value, ValueKind::Date, plan::parse_date, Value::date));
      case TypeKind::DateTime:
        return read(id, value, read_time(value, ValueKind::DateTime, plan::parse_datetime, Value::datetime));
      case TypeKind::Duration:
        return read(id, value, read_time(value, ValueKind::Duration, plan::parse_duration, Value::duration));
      case TypeKind::Literal: return walk_literal(id, value);
      case TypeKind::List: return walk_list(id, value);
      case TypeKind::Record: return walk_record(id, value);
      case TypeKind::Optional: return value.is_null() ? value : walk(type.element, value);
    }
    return value;
  }

  Violations take_violations() {
    if (unlisted_ > 0) violations_.push_back({"", "and " + std::to_string(unlisted_) + " more of the kind"});
    return std::move(violations_);
  }

 private:
  Value walk_int(TypeId id, const Value& value) {
    const auto number = value.kind() == ValueKind::Float ? plan::whole(value.as_float()) : std::nullopt;
    const Value whole = number ? Value(*number) : value;
    const bool fits = whole.kind() == ValueKind::Int && within_bounds(types_[id], static_cast<double>(whole.as_int()));
    return checked(id, whole, fits);
  }

  Value walk_float(TypeId id, const Value& value) {
    if (!value.is_number() || !within_bounds(types_[id], value.as_float())) return told(id, value);
    return Value(value.as_float());
  }

  /// As the type has it: 1.0 becomes the literal 1.
  Value walk_literal(TypeId id, const Value& value) {
    const auto found = std::ranges::find(types_[id].literals, value);
    return found == types_[id].literals.end() ? told(id, value) : *found;
  }

  Value walk_list(TypeId id, const Value& value) {
    if (!value.is_list()) return told(id, value);
    if (!within_bounds(types_[id], static_cast<double>(value.items().size()))) told(id, value);
    std::vector<Value> items;
    items.reserve(value.items().size());
    for (std::size_t i = 0; i < value.items().size(); ++i) {
      items.push_back(walk_part({nullptr, i}, types_[id].element, value.items()[i]));
    }
    return Value::list(std::move(items));
  }

  Value walk_record(TypeId id, const Value& value) {
    if (!value.is_record()) return told(id, value);
    const auto& fields = types_[id].fields;
    std::vector<Value> values;
    values.reserve(fields.size());
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const Value* given = field_near(value, i, fields[i].name);
      values.push_back(given ? walk_part({&fields[i].name, 0}, fields[i].type, *given) : left_out(fields[i]));
    }
    return Value::record(conformer_.shapes_[id.index], std::move(values));
  }

  Value walk_part(Step step, TypeId id, const Value& value) {
    path_.push_back(step);
    Value part = walk(id, value);
    path_.pop_back();
    return part;
  }

  /// Most records come in the order of their type: the place is tried before the name is looked up.
  static const Value* field_near(const Value& record, std::size_t place, const std::string& name) {
    const auto& names = *record.shape();
    if (place < names.size() && names[place] == name) return &record.fields()[place];
    return record.field(name);
  }

  Value left_out(const plan::Field& field) {
    if (field.default_value) return *field.default_value;
    if (types_.is_optional(field.type) || types_[field.type].kind == TypeKind::Null) return Value();
    path_.push_back({&field.name, 0});
    tell("this field is missing");
    path_.pop_back();
    return Value();
  }

  bool string_fits(TypeId id, const std::string& text) const {
    const auto& pattern = conformer_.patterns_[id.index];
    return length_fits(types_[id], text) && (!pattern || pattern->found_in(text));
  }

  Value checked(TypeId id, const Value& value, bool fits) { return fits ? value : told(id, value); }
  Value read(TypeId id, const Value& value, const std::optional<Value>& found) {
    return found ? *found : told(id, value);
  }

  Value told(TypeId id, const Value& value) {
    tell(expected(types_, id, value));
    return Value();
  }

  void tell(std::string text) {
    if (violations_.size() == kMostViolations) {
      ++unlisted_;
      return;
    }
    std::string path;
    for (const auto& step : path_) append_step(path, step);
    violations_.push_back({std::move(path), std::move(text)});
  }

  const Conformer& conformer_;
  const plan::TypeTable& types_;
  std::vector<Step> path_;
  Violations violations_;
  std::size_t unlisted_ = 0;
};

Conformer::Conformer(const plan::TypeTable& types) : types_(types), shapes_(types.size()), patterns_(types.size()) {
  for (std::uint32_t i = 0; i < types.size(); ++i) {
    const Type& type = types[TypeId{i}];
    if (type.kind == TypeKind::Record) {
      std::vector<std::string> names;
      for (const auto& field : type.fields) names.push_back(field.name);
      shapes_[i] = plan::make_shape(std::move(names));
    }
    if (type.pattern.empty()) continue;
    if (auto compiled = plan::Regex::compile(type.pattern)) patterns_[i] = *std::move(compiled);
  }
}

Result<Value, Violations> Conformer::conform(TypeId type, const Value& value) const {
  Walk walk(*this);
  Value made = walk.walk(type, value);
  Violations violations = walk.take_violations();
  if (!violations.empty()) return violations;
  return made;
}

}  // namespace sdg::value
