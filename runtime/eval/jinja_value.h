#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/plan/value.h"

namespace sdg::eval {

using plan::Value;

/// What stopped a template: the first mistake stays, and whoever is on the way unwinds as soon as it looks.
class JinjaTrouble {
 public:
  void fail(std::string message) {
    if (message_.empty()) message_ = std::move(message);
  }
  /// Where it happened, told by the innermost who knows.
  void place(const std::function<std::string()>& where) {
    if (failed() && where_.empty()) where_ = where();
  }
  bool failed() const { return !message_.empty(); }
  std::string text() const { return where_.empty() ? message_ : where_ + ": " + message_; }

 private:
  std::string message_, where_;
};

enum class JinjaKind : std::uint8_t {
  Undefined,
  None,
  Bool,
  Int,
  Float,
  String,
  List,
  Tuple,
  Dict,
  Iterator,   // what a filter gives that works element by element: printed, it says only what it is
  Namespace,  // `namespace(…)`: the one thing that can be changed
  Object,     // a macro, a loop, a function, an imported file
};

class JinjaValue;
using JinjaItems = std::vector<JinjaValue>;
using JinjaEntries = std::vector<std::pair<JinjaValue, JinjaValue>>;

/// What a call is given.
struct JinjaArguments;

/// What only templates have: everything that is no plain data of a row.
struct JinjaObject;

/// A value while a template is rendered: data as rows have it, or an object of the template. Cheap to copy.
class JinjaValue {
 public:
  JinjaValue() = default;  // None
  JinjaValue(Value data) : data_(std::move(data)) {}
  explicit JinjaValue(bool value) : data_(value) {}
  explicit JinjaValue(std::int64_t value) : data_(value) {}
  explicit JinjaValue(double value) : data_(value) {}
  explicit JinjaValue(std::string text) : data_(Value::string(std::move(text))) {}
  explicit JinjaValue(std::shared_ptr<JinjaObject> object) : object_(std::move(object)) {}

  /// Nothing, with what is said when somebody needs a value.
  static JinjaValue undefined(std::string why);
  static JinjaValue list(JinjaItems items);
  static JinjaValue tuple(JinjaItems items);
  static JinjaValue iterator(JinjaItems items, std::string what);
  static JinjaValue dict(JinjaEntries entries);
  /// A text that is escaped already.
  static JinjaValue markup(std::string text);
  /// Something to call; `held` is what it keeps alive.
  static JinjaValue function(std::string name, std::function<JinjaValue(const JinjaArguments&)> call,
                             const JinjaItems& held = {});

  JinjaKind kind() const;
  bool is(JinjaKind wanted) const { return kind() == wanted; }
  bool is_undefined() const { return is(JinjaKind::Undefined); }
  bool is_string() const { return is(JinjaKind::String); }
  bool is_markup() const;
  /// As Python counts: a bool is an int.
  bool is_whole() const { return is(JinjaKind::Int) || is(JinjaKind::Bool); }
  bool is_number() const { return is_whole() || is(JinjaKind::Float); }
  bool is_sequence() const { return is(JinjaKind::List) || is(JinjaKind::Tuple); }

  const std::string& text() const;  // String
  std::int64_t whole() const;       // Bool, Int
  double real() const;              // any number
  /// Data as rows have it; null for an object.
  const Value* data() const { return object_ ? nullptr : &data_; }
  const std::shared_ptr<JinjaObject>& object() const { return object_; }

  /// Elements of a list, tuple or iterator; keys of a dict; code points of a string. Nothing for what has none.
  std::optional<JinjaItems> elements() const;
  /// Keys and values of a dict or namespace.
  JinjaEntries entries() const;
  std::optional<JinjaValue> entry(const JinjaValue& key) const;
  std::optional<std::size_t> length() const;
  bool is_true() const;
  /// Whether it is so deep or large that whoever walks through it might not come back: such values are not made.
  bool is_excessive() const;
  /// As Python says it: `int`, `NoneType`.
  std::string type_name() const;

 private:
  Value data_;
  std::shared_ptr<JinjaObject> object_;
};

struct JinjaArguments {
  JinjaItems places;
  std::vector<std::pair<std::string, JinjaValue>> names;

  /// The argument at a place or of a name; nothing where it is not given.
  std::optional<JinjaValue> find(std::size_t place, std::string_view name) const;
};

struct JinjaObject {
  JinjaKind kind = JinjaKind::Object;
  std::size_t depth = 0;   // objects inside each other
  std::size_t weight = 0;  // about the bytes it would print
  std::string text;        // Undefined: why · String: the escaped text · Iterator, Object: what it is
  JinjaItems items;        // List, Tuple, Iterator
  JinjaEntries entries;    // Dict, Namespace
  std::function<JinjaValue(const JinjaArguments&)> call;
  std::function<std::optional<JinjaValue>(std::string_view)> attribute;
};

/// Bytes that a text inside a template may have, roughly: one that is made larger is a mistake.
inline constexpr std::size_t kMostText = std::size_t{16} << 20;

/// Python's `==`: 1 is 1.0 is True, a list is no tuple.
bool operator==(const JinjaValue& a, const JinjaValue& b);

/// Python's `str`: what `{{ x }}` prints.
std::string print(const JinjaValue& value);
/// Python's `repr`: how a value shows inside a list.
std::string represent(const JinjaValue& value);
std::string represent_float(double number);

/// What a row has as a template sees it: dates, durations and bytes are texts.
JinjaValue seen_by_template(const Value& value);

}  // namespace sdg::eval
