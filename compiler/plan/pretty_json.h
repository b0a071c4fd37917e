#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/plan/value.h"

namespace sdg::plan {

/// A record in the making, for what is written out as JSON.
class RecordBuilder {
 public:
  RecordBuilder& add(std::string name, Value value) {
    names_.push_back(std::move(name));
    values_.push_back(std::move(value));
    return *this;
  }
  RecordBuilder& add(std::string name, std::string_view text) {
    return add(std::move(name), Value::string(std::string(text)));
  }
  Value build() { return Value::record(make_shape(std::move(names_)), std::move(values_)); }

 private:
  std::vector<std::string> names_;
  std::vector<Value> values_;
};

inline Value whole_value(std::uint64_t number) { return Value(static_cast<std::int64_t>(number)); }
Value texts_value(const std::vector<std::string>& texts);

/// JSON over several lines: what fits one line of 160 bytes stands on one.
std::string to_pretty_json(const Value& value);

}  // namespace sdg::plan
