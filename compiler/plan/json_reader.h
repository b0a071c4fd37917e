#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "compiler/plan/value.h"
#include "compiler/source/result.h"

namespace sdg::plan {

constexpr std::size_t kMostJsonDepth = 128;

/// Where a text stops being JSON, and why.
struct JsonFailure {
  std::string message;     // a sentence with the place in it
  std::size_t offset = 0;  // bytes from the start
  bool cut = false;        // the text ends before the value does
};

/// What is read though RFC 8259 does not allow it.
enum class JsonRules {
  Strict,
  Lenient,  // comments, trailing commas, 'single quotes', bare keys, line breaks in strings, None True False
};

/// A value and the byte behind it.
struct JsonPrefix {
  Value value;
  std::size_t end = 0;
};

/// The value that a whole text stands for. Ints that do not fit 64 bits become floats; of equal keys the last wins, in
/// the place of the first. Strings come out as valid UTF-8.
Result<Value, JsonFailure> read_json(std::string_view text, JsonRules rules = JsonRules::Strict);
/// The value at the beginning of a text; what follows is left alone.
Result<JsonPrefix, JsonFailure> read_json_prefix(std::string_view text, JsonRules rules = JsonRules::Strict);

}  // namespace sdg::plan
