#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/plan/aggregate.h"
#include "compiler/plan/builtin.h"
#include "compiler/plan/type.h"
#include "compiler/plan/value.h"
#include "compiler/source/result.h"

namespace sdg::plan {

enum class PatternKind : std::uint8_t {
  Letter,    // any type, the same wherever the letter stands in the signature
  Number,    // int or float
  Any,       // anything
  Plain,     // the type of `plain`
  Literal,   // one of the texts in `names`
  List,      // of parts[0]
  Optional,  // parts[0] or null
  Record,    // with the fields `names` of the types `parts`
  Keyed,     // a record whose fields are all parts[0]; `letter` is the union of their names
  Range,     // `a..b` as written: handed over as the list [a, b], never spelled out
  Model,     // the name of a declared model
};

/// What a parameter takes, to be unified with the type of an argument.
struct TypePattern {
  PatternKind kind = PatternKind::Any;
  char letter = '\0';
  TypeKind plain = TypeKind::Error;
  std::vector<std::string> names;
  std::vector<TypePattern> parts;
};

struct SignatureParam {
  std::string name;
  TypePattern type;
  bool optional = false;  // has a default; where that is null, leaving it out is a case of its own
  Value default_value;
  bool variadic = false;    // takes all positional arguments that are left
  bool named_only = false;  // stands behind a variadic one
};

/// One way to call a built-in.
struct Signature {
  std::vector<SignatureParam> params;
  TypePattern result;
};

/// The overloads of a built-in, in the order in which they are tried.
const std::vector<Signature>& signatures(Builtin id);
const std::vector<Signature>& signatures(Aggregate id);

/// The overloads that a text in the language of builtins.def stands for.
Result<std::vector<Signature>> parse_signatures(std::string_view text);

}  // namespace sdg::plan
