#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sdg::plan {

enum class ValueKind : std::uint8_t { Null, Bool, Int, Float, String, Bytes, Date, DateTime, Duration, List, Record };

class Value;

/// The names of a record's fields, in their order; shared by all records of one make.
using Shape = std::shared_ptr<const std::vector<std::string>>;
Shape make_shape(std::vector<std::string> names);

/// Anything an expression can be: immutable, 16 bytes, cheap to copy, safe to hand to another thread.
class Value {
 public:
  Value() : kind_(ValueKind::Null), word_(0) {}
  explicit Value(bool value) : kind_(ValueKind::Bool), word_(value) {}
  explicit Value(std::int64_t value) : kind_(ValueKind::Int), word_(value) {}
  explicit Value(double value) : kind_(ValueKind::Float), real_(value) {}
  static Value string(std::string text);
  static Value bytes(std::string bytes);
  static Value list(std::vector<Value> items);
  /// As many values as the shape has names.
  static Value record(Shape shape, std::vector<Value> values);
  /// Days since 1970-01-01.
  static Value date(std::int64_t days);
  /// Milliseconds since 1970-01-01T00:00:00Z.
  static Value datetime(std::int64_t milliseconds);
  static Value duration(std::int64_t milliseconds);

  Value(const Value& other) noexcept;
  Value(Value&& other) noexcept;
  Value& operator=(const Value& other) noexcept;
  Value& operator=(Value&& other) noexcept;
  ~Value();

  ValueKind kind() const { return kind_; }
  bool is_null() const { return kind_ == ValueKind::Null; }
  bool is_string() const { return kind_ == ValueKind::String; }
  bool is_list() const { return kind_ == ValueKind::List; }
  bool is_record() const { return kind_ == ValueKind::Record; }
  bool is_number() const { return kind_ == ValueKind::Int || kind_ == ValueKind::Float; }

  // Each of these asks for its own kind; another one is a bug of the caller.
  bool as_bool() const;
  std::int64_t as_int() const;            // Int
  double as_float() const;                // Float, or an Int widened
  std::int64_t ticks() const;             // Date: days; DateTime, Duration: milliseconds
  const std::string& text() const;        // String, Bytes
  std::span<const Value> items() const;   // List
  const Shape& shape() const;             // Record
  std::span<const Value> fields() const;  // Record, in the order of its shape
  /// A record's field by name, or null where it has none.
  const Value* field(std::string_view name) const;

  /// Deep; an int equals a float of the same size; records are equal whatever the order of their fields.
  friend bool operator==(const Value& a, const Value& b);

 private:
  struct Heap;
  Value(ValueKind kind, Heap* heap);
  bool on_heap() const;

  ValueKind kind_;
  union {
    std::int64_t word_;
    double real_;
    Heap* heap_;
  };
};

/// JSON with fields in their order, UTF-8 kept, no blanks; dates as ISO 8601 strings, bytes as base64.
void append_json(std::string& out, const Value& value);
/// A text in quotes, as JSON has it.
void append_json_string(std::string& out, std::string_view text);
std::string to_json(const Value& value);

/// As a template prints it: strings verbatim, numbers shortest, the rest as JSON does.
void append_text(std::string& out, const Value& value);
std::string to_text(const Value& value);

/// `0.1`, `1.0`, `1e21`: the shortest text that reads back as the same number.
void append_float(std::string& out, double value);
std::string float_text(double value);

}  // namespace sdg::plan
