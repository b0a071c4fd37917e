#include "compiler/plan/value.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace sdg::plan {

/// What is shared by all copies of a value; the kind of the value says which of the three it is.
struct Value::Heap {
  std::atomic<std::uint32_t> references{1};
};

namespace {

// Only the base knows Value's private Heap; these are reached through static_cast by kind.
template <class Base>
struct TextOf : Base {
  explicit TextOf(std::string content) : text(std::move(content)) {}
  std::string text;
};
template <class Base>
struct ListOf : Base {
  explicit ListOf(std::vector<Value> content) : items(std::move(content)) {}
  std::vector<Value> items;
};
template <class Base>
struct RecordOf : Base {
  RecordOf(Shape names, std::vector<Value> content) : shape(std::move(names)), values(std::move(content)) {}
  Shape shape;
  std::vector<Value> values;
};

[[noreturn]] void wrong_kind(const char* wanted) { throw std::logic_error(std::string("a value is no ") + wanted); }

/// Exact: neither is rounded to the other's type first.
bool same_number(std::int64_t whole, double real) {
  if (!(real >= -0x1p63 && real < 0x1p63)) return false;
  return std::trunc(real) == real && static_cast<std::int64_t>(real) == whole;
}

bool same_numbers(const Value& a, const Value& b) {
  const bool a_is_int = a.kind() == ValueKind::Int;
  const bool b_is_int = b.kind() == ValueKind::Int;
  if (a_is_int && b_is_int) return a.as_int() == b.as_int();
  if (a_is_int) return same_number(a.as_int(), b.as_float());
  if (b_is_int) return same_number(b.as_int(), a.as_float());
  return a.as_float() == b.as_float();
}

bool same_records(const Value& a, const Value& b) {
  if (a.fields().size() != b.fields().size()) return false;
  if (a.shape() == b.shape() || *a.shape() == *b.shape()) return std::ranges::equal(a.fields(), b.fields());
  for (std::size_t i = 0; i < a.fields().size(); ++i) {
    const Value* other = b.field((*a.shape())[i]);
    if (!other || !(*other == a.fields()[i])) return false;
  }
  return true;
}

}  // namespace

Shape make_shape(std::vector<std::string> names) {
  return std::make_shared<const std::vector<std::string>>(std::move(names));
}

Value Value::string(std::string text) { return {ValueKind::String, new TextOf<Heap>(std::move(text))}; }
Value Value::bytes(std::string bytes) { return {ValueKind::Bytes, new TextOf<Heap>(std::move(bytes))}; }
Value Value::list(std::vector<Value> items) { return {ValueKind::List, new ListOf<Heap>(std::move(items))}; }

Value Value::record(Shape shape, std::vector<Value> values) {
  if (!shape || shape->size() != values.size()) throw std::logic_error("a record has not as many values as names");
  return {ValueKind::Record, new RecordOf<Heap>(std::move(shape), std::move(values))};
}

Value Value::date(std::int64_t days) {
  Value value(days);
  value.kind_ = ValueKind::Date;
  return value;
}

Value Value::datetime(std::int64_t milliseconds) {
  Value value(milliseconds);
  value.kind_ = ValueKind::DateTime;
  return value;
}

Value Value::duration(std::int64_t milliseconds) {
  Value value(milliseconds);
  value.kind_ = ValueKind::Duration;
  return value;
}

Value::Value(ValueKind kind, Heap* heap) : kind_(kind), heap_(heap) {}

Value::Value(const Value& other) noexcept : kind_(other.kind_), word_(other.word_) {
  if (on_heap()) heap_->references.fetch_add(1, std::memory_order_relaxed);
}

Value::Value(Value&& other) noexcept : kind_(other.kind_), word_(other.word_) { other.kind_ = ValueKind::Null; }

Value& Value::operator=(const Value& other) noexcept {
  Value copy(other);
  std::swap(kind_, copy.kind_);
  std::swap(word_, copy.word_);
  return *this;
}

Value& Value::operator=(Value&& other) noexcept {
  std::swap(kind_, other.kind_);
  std::swap(word_, other.word_);
  return *this;
}

Value::~Value() {
  if (!on_heap() || heap_->references.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
  if (kind_ == ValueKind::List) {
    delete static_cast<ListOf<Heap>*>(heap_);
  } else if (kind_ == ValueKind::Record) {
    delete static_cast<RecordOf<Heap>*>(heap_);
  } else {
    delete static_cast<TextOf<Heap>*>(heap_);
  }
}

bool Value::on_heap() const {
  return kind_ == ValueKind::String || kind_ == ValueKind::Bytes || kind_ == ValueKind::List ||
         kind_ == ValueKind::Record;
}

bool Value::as_bool() const {
  if (kind_ != ValueKind::Bool) wrong_kind("bool");
  return word_ != 0;
}

std::int64_t Value::as_int() const {
  if (kind_ != ValueKind::Int) wrong_kind("int");
  return word_;
}

double Value::as_float() const {
  if (kind_ == ValueKind::Int) return static_cast<double>(word_);
  if (kind_ != ValueKind::Float) wrong_kind("number");
  return real_;
}

std::int64_t Value::ticks() const {
  if (kind_ != ValueKind::Date && kind_ != ValueKind::DateTime && kind_ != ValueKind::Duration) wrong_kind("time");
  return word_;
}

const std::string& Value::text() const {
  if (kind_ != ValueKind::String && kind_ != ValueKind::Bytes) wrong_kind("text");
  return static_cast<const TextOf<Heap>*>(heap_)->text;
}

std::span<const Value> Value::items() const {
  if (kind_ != ValueKind::List) wrong_kind("list");
  return static_cast<const ListOf<Heap>*>(heap_)->items;
}

const Shape& Value::shape() const {
  if (kind_ != ValueKind::Record) wrong_kind("record");
  return static_cast<const RecordOf<Heap>*>(heap_)->shape;
}

std::span<const Value> Value::fields() const {
  if (kind_ != ValueKind::Record) wrong_kind("record");
  return static_cast<const RecordOf<Heap>*>(heap_)->values;
}

const Value* Value::field(std::string_view name) const {
  const auto& names = *shape();
  const auto found = std::ranges::find(names, name);
  return found == names.end() ? nullptr : &fields()[static_cast<std::size_t>(found - names.begin())];
}

bool operator==(const Value& a, const Value& b) {
  if (a.is_number() && b.is_number()) return same_numbers(a, b);
  if (a.kind() != b.kind()) return false;
  switch (a.kind()) {
    case ValueKind::Null: return true;
    case ValueKind::Bool: return a.as_bool() == b.as_bool();
    case ValueKind::Int:
    case ValueKind::Float: return same_numbers(a, b);
    case ValueKind::String:
    case ValueKind::Bytes: return a.heap_ == b.heap_ || a.text() == b.text();
    case ValueKind::Date:
    case ValueKind::DateTime:
    case ValueKind::Duration: return a.ticks() == b.ticks();
    case ValueKind::List: return a.heap_ == b.heap_ || std::ranges::equal(a.items(), b.items());
    case ValueKind::Record: return a.heap_ == b.heap_ || same_records(a, b);
  }
  return false;
}

}  // namespace sdg::plan
