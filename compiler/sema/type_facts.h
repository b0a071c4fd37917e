#pragma once

#include <cstdint>
#include <vector>

#include "compiler/plan/type.h"

namespace sdg::sema {

/// What is known of a type with all its parts. A part that stands in two places counts twice, as it does in a value.
struct TypeFact {
  std::uint64_t parts = 1;
  std::uint32_t depth = 0;  // lists and records inside each other, as in the JSON of a value
  bool holds_secret = false;
  bool holds_float = false;
};

/// The facts of all types of a table, each found once: a type is made after its parts.
class TypeFacts {
 public:
  const TypeFact& of(const plan::TypeTable& types, plan::TypeId id);

 private:
  std::vector<TypeFact> facts_;
};

}  // namespace sdg::sema
