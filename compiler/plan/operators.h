#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "compiler/plan/builtin.h"
#include "compiler/plan/value.h"
#include "compiler/source/result.h"

namespace sdg::plan {

class Regex;

/// Why an operator or function has no result for its arguments.
struct ApplyFailure {
  enum class Kind : std::uint8_t {
    Index,       // an element or field that is not there
    Arithmetic,  // overflow, division by zero
    Conversion,  // a text or json value that is not of the kind asked for
    Check,       // an argument outside what the function takes
  };
  Kind kind;
  std::string message;
};

/// The result of an operator or function: the same on every machine, whatever the locale. Arguments stand in the order
/// of the signature; what is null or missing at the end has its default. `pattern` is what the second argument of
/// `matches`, `find_all` and `regex_replace` compiles to; without it the text is compiled anew at each call.
Result<Value, ApplyFailure> apply(Builtin id, std::span<const Value> args, const Regex* pattern = nullptr);

/// Whether apply would use a compiled `pattern`.
bool takes_pattern(Builtin id);

}  // namespace sdg::plan
