#include "compiler/plan/json_reader.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

#include "compiler/plan/json_text_reader.h"
#include "compiler/plan/utf8.h"

namespace sdg::plan {
namespace {

constexpr std::size_t kFewFields = 16;   // up to here comparing with each name beats hashing
constexpr std::size_t kUsualFields = 4;  // spares most objects a second allocation
constexpr std::size_t kShapesKept = 8;   // objects of a document come in few makes

/// The fields of one object while it is read.
class FieldList {
 public:
  FieldList() {
    names_.reserve(kUsualFields);
    values_.reserve(kUsualFields);
  }

  void put(std::string name, Value value) {
    const std::size_t at = find(name);
    if (at < names_.size()) {
      values_[at] = std::move(value);
      return;
    }
    if (names_.size() >= kFewFields) places_.emplace(name, names_.size());
    names_.push_back(std::move(name));
    values_.push_back(std::move(value));
  }

  std::vector<std::string>& names() { return names_; }
  std::vector<Value>& values() { return values_; }

 private:
  std::size_t find(const std::string& name) const {
    const auto few = std::min(names_.size(), kFewFields);
    const auto end = names_.begin() + static_cast<std::ptrdiff_t>(few);
    const auto found = std::find(names_.begin(), end, name);
    if (found != end) return static_cast<std::size_t>(found - names_.begin());
    const auto place = places_.find(name);
    return place == places_.end() ? names_.size() : place->second;
  }

  std::vector<std::string> names_;
  std::vector<Value> values_;
  std::unordered_map<std::string, std::size_t> places_;  // of those beyond the first few
};

/// Reads one value by recursive descent. A function that returns false has told why in the text reader.
class ValueReader {
 public:
  ValueReader(std::string_view text, JsonRules rules) : in_(text, rules) {}

  Result<JsonPrefix, JsonFailure> read_prefix() {
    JsonPrefix prefix;
    if (!in_.skip_blanks() || !read_value(prefix.value)) return in_.take_failure();
    prefix.end = in_.offset();
    return prefix;
  }

  Result<Value, JsonFailure> read_whole() {
    Value value;
    const bool whole = in_.skip_blanks() && read_value(value) && in_.skip_blanks() &&
                       (in_.at_end() || in_.fail("there is more after the value"));
    if (!whole) return in_.take_failure();
    return value;
  }

 private:
  bool read_value(Value& value) {
    switch (in_.peek()) {
      case '{': return read_nested(value, &ValueReader::read_object);
      case '[': return read_nested(value, &ValueReader::read_array);
      case '"':
      case '\'': return read_string(value);
      default: return in_.read_scalar(value);
    }
  }

  bool read_string(Value& value) {
    std::string text;
    if (!in_.read_string(text)) return false;
    value = Value::string(std::move(text));
    return true;
  }

  bool read_nested(Value& value, bool (ValueReader::*read)(Value&)) {
    if (++depth_ > kMostJsonDepth) return in_.fail("nested deeper than " + std::to_string(kMostJsonDepth) + " levels");
    const bool whole = (this->*read)(value);
    --depth_;
    return whole;
  }

  bool read_array(Value& value) {
    std::vector<Value> items;
    in_.skip();
    for (bool more = true; more;) {
      bool closed = false;
      if (!in_.skip_blanks() || !in_.close(']', items.empty(), closed)) return false;
      if (closed) break;
      items.emplace_back();
      if (!read_value(items.back()) || !in_.read_separator(']', more)) return false;
    }
    value = Value::list(std::move(items));
    return true;
  }

  bool read_object(Value& value) {
    FieldList fields;
    in_.skip();
    for (bool more = true; more;) {
      bool closed = false;
      if (!in_.skip_blanks() || !in_.close('}', fields.names().empty(), closed)) return false;
      if (closed) break;
      if (!read_field(fields) || !in_.read_separator('}', more)) return false;
    }
    value = Value::record(shape_of(fields.names()), std::move(fields.values()));
    return true;
  }

  bool read_field(FieldList& fields) {
    std::string name;
    Value value;
    if (!in_.read_key(name) || !read_value(value)) return false;
    fields.put(std::move(name), std::move(value));
    return true;
  }

  /// Objects with the same names share them.
  Shape shape_of(std::vector<std::string>& names) {
    for (const auto& shape : shapes_) {
      if (*shape == names) return shape;
    }
    Shape made = make_shape(std::move(names));
    if (shapes_.size() == kShapesKept) shapes_.erase(shapes_.begin());
    shapes_.push_back(made);
    return made;
  }

  JsonTextReader in_;
  std::size_t depth_ = 0;
  std::vector<Shape> shapes_;
};

}  // namespace

Result<Value, JsonFailure> read_json(std::string_view text, JsonRules rules) {
  return ValueReader(text, rules).read_whole();
}

Result<JsonPrefix, JsonFailure> read_json_prefix(std::string_view text, JsonRules rules) {
  return ValueReader(text, rules).read_prefix();
}

}  // namespace sdg::plan
