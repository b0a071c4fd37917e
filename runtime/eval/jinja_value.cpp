#include "runtime/eval/jinja_value.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "compiler/plan/utf8.h"

namespace sdg::eval {

using plan::ValueKind;

namespace {

// Deeper than any data of a row: those have 128 levels.
constexpr std::size_t kDeepestValue = 128;
// What a number or a bracket weighs.
constexpr std::size_t kScalarWeight = 8;

std::size_t weight_of(const JinjaValue& value) {
  if (value.is_string()) return value.text().size() + kScalarWeight;
  return value.object() ? value.object()->weight : kScalarWeight;
}

/// What an object holds makes it deeper and heavier.
void hold(JinjaObject& object, const JinjaValue& value) {
  if (value.object()) object.depth = std::max(object.depth, value.object()->depth + 1);
  object.weight = std::min(object.weight + weight_of(value), kMostText * 2);
}

std::shared_ptr<JinjaObject> make_object(JinjaKind kind) {
  auto object = std::make_shared<JinjaObject>();
  object->kind = kind;
  return object;
}

JinjaValue make_sequence(JinjaKind kind, JinjaItems items, std::string what = {}) {
  auto object = make_object(kind);
  for (const JinjaValue& item : items) hold(*object, item);
  object->items = std::move(items);
  object->text = std::move(what);
  return JinjaValue(std::move(object));
}

JinjaItems code_points(std::string_view text) {
  JinjaItems items;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = plan::decode(text, at).size;
    items.emplace_back(std::string(text.substr(at, size)));
    at += size;
  }
  return items;
}

JinjaItems keys_of(const JinjaEntries& entries) {
  JinjaItems keys;
  for (const auto& [key, value] : entries) keys.push_back(key);
  return keys;
}

bool same_entries(const JinjaValue& a, const JinjaValue& b) {
  const JinjaEntries entries = a.entries();
  if (b.length() != entries.size()) return false;
  return std::ranges::all_of(entries, [&](const auto& entry) {
    const auto other = b.entry(entry.first);
    return other && *other == entry.second;
  });
}

}  // namespace

JinjaValue JinjaValue::undefined(std::string why) {
  auto object = make_object(JinjaKind::Undefined);
  object->text = std::move(why);
  return JinjaValue(std::move(object));
}

JinjaValue JinjaValue::list(JinjaItems items) { return make_sequence(JinjaKind::List, std::move(items)); }
JinjaValue JinjaValue::tuple(JinjaItems items) { return make_sequence(JinjaKind::Tuple, std::move(items)); }
JinjaValue JinjaValue::iterator(JinjaItems items, std::string what) {
  return make_sequence(JinjaKind::Iterator, std::move(items), std::move(what));
}

JinjaValue JinjaValue::dict(JinjaEntries entries) {
  auto object = make_object(JinjaKind::Dict);
  for (const auto& [key, value] : entries) {
    hold(*object, key);
    hold(*object, value);
  }
  object->entries = std::move(entries);
  return JinjaValue(std::move(object));
}

JinjaValue JinjaValue::markup(std::string text) {
  auto object = make_object(JinjaKind::String);
  object->text = std::move(text);
  return JinjaValue(std::move(object));
}

JinjaValue JinjaValue::function(std::string name, std::function<JinjaValue(const JinjaArguments&)> call,
                                const JinjaItems& held) {
  auto object = make_object(JinjaKind::Object);
  for (const JinjaValue& value : held) hold(*object, value);
  object->text = std::move(name);
  object->call = std::move(call);
  return JinjaValue(std::move(object));
}

bool JinjaValue::is_excessive() const {
  if (object_) return object_->depth > kDeepestValue || object_->weight > kMostText;
  return is_string() && data_.text().size() > kMostText;
}

JinjaKind JinjaValue::kind() const {
  if (object_) return object_->kind;
  switch (data_.kind()) {
    case ValueKind::Null: return JinjaKind::None;
    case ValueKind::Bool: return JinjaKind::Bool;
    case ValueKind::Int: return JinjaKind::Int;
    case ValueKind::Float: return JinjaKind::Float;
    case ValueKind::List: return JinjaKind::List;
    case ValueKind::Record: return JinjaKind::Dict;
    case ValueKind::String:
    case ValueKind::Bytes:
    case ValueKind::Date:
    case ValueKind::DateTime:
    case ValueKind::Duration: return JinjaKind::String;
  }
  return JinjaKind::None;
}

bool JinjaValue::is_markup() const { return object_ && object_->kind == JinjaKind::String; }

const std::string& JinjaValue::text() const {
  if (!is_string()) throw std::logic_error("a value of a template is no text");
  return object_ ? object_->text : data_.text();
}

std::int64_t JinjaValue::whole() const { return data_.kind() == ValueKind::Bool ? data_.as_bool() : data_.as_int(); }

double JinjaValue::real() const {
  return data_.kind() == ValueKind::Bool ? static_cast<double>(data_.as_bool()) : data_.as_float();
}

std::optional<JinjaItems> JinjaValue::elements() const {
  switch (kind()) {
    case JinjaKind::Undefined: return JinjaItems();
    case JinjaKind::String: return code_points(text());
    case JinjaKind::Dict: return keys_of(entries());
    case JinjaKind::List:
    case JinjaKind::Tuple:
    case JinjaKind::Iterator: break;
    case JinjaKind::None:
    case JinjaKind::Bool:
    case JinjaKind::Int:
    case JinjaKind::Float:
    case JinjaKind::Namespace:
    case JinjaKind::Object: return std::nullopt;
  }
  if (object_) return object_->items;
  JinjaItems items;
  for (const Value& item : data_.items()) items.push_back(seen_by_template(item));
  return items;
}

JinjaEntries JinjaValue::entries() const {
  if (object_) return object_->entries;
  JinjaEntries entries;
  for (std::size_t i = 0; i < data_.fields().size(); ++i) {
    entries.emplace_back(JinjaValue((*data_.shape())[i]), seen_by_template(data_.fields()[i]));
  }
  return entries;
}

std::optional<JinjaValue> JinjaValue::entry(const JinjaValue& key) const {
  if (!object_) {
    const Value* field = key.is_string() ? data_.field(key.text()) : nullptr;
    return field ? std::optional(seen_by_template(*field)) : std::nullopt;
  }
  for (const auto& [other, value] : object_->entries) {
    if (other == key) return value;
  }
  return std::nullopt;
}

std::optional<std::size_t> JinjaValue::length() const {
  switch (kind()) {
    case JinjaKind::Undefined: return 0;
    case JinjaKind::String: return plan::count_code_points(text());
    case JinjaKind::List:
    case JinjaKind::Tuple: return object_ ? object_->items.size() : data_.items().size();
    case JinjaKind::Dict: return object_ ? object_->entries.size() : data_.fields().size();
    case JinjaKind::Iterator:
    case JinjaKind::None:
    case JinjaKind::Bool:
    case JinjaKind::Int:
    case JinjaKind::Float:
    case JinjaKind::Namespace:
    case JinjaKind::Object: break;
  }
  return std::nullopt;
}

bool JinjaValue::is_true() const {
  switch (kind()) {
    case JinjaKind::Undefined:
    case JinjaKind::None: return false;
    case JinjaKind::Bool:
    case JinjaKind::Int: return whole() != 0;
    case JinjaKind::Float: return real() != 0;
    case JinjaKind::String: return !text().empty();
    case JinjaKind::List:
    case JinjaKind::Tuple:
    case JinjaKind::Dict: return *length() > 0;
    case JinjaKind::Iterator:
    case JinjaKind::Namespace:
    case JinjaKind::Object: return true;
  }
  return true;
}

std::string JinjaValue::type_name() const {
  switch (kind()) {
    case JinjaKind::Undefined: return "Undefined";
    case JinjaKind::None: return "NoneType";
    case JinjaKind::Bool: return "bool";
    case JinjaKind::Int: return "int";
    case JinjaKind::Float: return "float";
    case JinjaKind::String: return is_markup() ? "Markup" : "str";
    case JinjaKind::List: return "list";
    case JinjaKind::Tuple: return "tuple";
    case JinjaKind::Dict: return "dict";
    case JinjaKind::Iterator: return "generator";
    case JinjaKind::Namespace: return "Namespace";
    case JinjaKind::Object: return object_->text;
  }
  return {};
}

std::optional<JinjaValue> JinjaArguments::find(std::size_t place, std::string_view name) const {
  if (place < places.size()) return places[place];
  const auto named = std::ranges::find(names, name, &std::pair<std::string, JinjaValue>::first);
  return named == names.end() ? std::nullopt : std::optional(named->second);
}

bool operator==(const JinjaValue& a, const JinjaValue& b) {
  if (a.is_number() && b.is_number()) {
    const auto plain = [](const JinjaValue& value) { return value.is_whole() ? Value(value.whole()) : *value.data(); };
    return plain(a) == plain(b);
  }
  if (a.kind() != b.kind()) return false;
  switch (a.kind()) {
    case JinjaKind::Undefined:
    case JinjaKind::None: return true;
    case JinjaKind::String: return a.text() == b.text();
    case JinjaKind::List:
    case JinjaKind::Tuple: return *a.elements() == *b.elements();
    case JinjaKind::Dict: return same_entries(a, b);
    case JinjaKind::Bool:
    case JinjaKind::Int:
    case JinjaKind::Float:
    case JinjaKind::Iterator:
    case JinjaKind::Namespace:
    case JinjaKind::Object: break;
  }
  return a.object() == b.object();
}

JinjaValue seen_by_template(const Value& value) {
  switch (value.kind()) {
    case ValueKind::Bytes:
    case ValueKind::Date:
    case ValueKind::DateTime:
    case ValueKind::Duration: return JinjaValue(plan::to_text(value));
    case ValueKind::Null:
    case ValueKind::Bool:
    case ValueKind::Int:
    case ValueKind::Float:
    case ValueKind::String:
    case ValueKind::List:
    case ValueKind::Record: break;
  }
  return value;
}

}  // namespace sdg::eval
