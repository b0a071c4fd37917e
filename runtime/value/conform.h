#pragma once

#include <optional>
#include <vector>

#include "compiler/plan/regex.h"
#include "compiler/plan/type.h"
#include "compiler/plan/value.h"
#include "compiler/source/result.h"
#include "runtime/value/violation.h"

namespace sdg::value {

/// Makes values of the types of one program out of JSON: records get the fields of their type in its order and its
/// defaults, dates and bytes are read from their texts, 7.0 is an int, fields that the type does not have are dropped.
/// Patterns and shapes are made once; safe in several threads. The table must live longer and not grow.
class Conformer {
 public:
  explicit Conformer(const plan::TypeTable& types);

  /// The value as one of the type, or all that is wrong with it: the first kMostViolations, and how many more.
  Result<plan::Value, Violations> conform(plan::TypeId type, const plan::Value& value) const;

  const plan::TypeTable& types() const { return types_; }

  static constexpr std::size_t kMostViolations = 50;

 private:
  class Walk;
  const plan::TypeTable& types_;
  std::vector<plan::Shape> shapes_;                   // by type, of records
  std::vector<std::optional<plan::Regex>> patterns_;  // by type
};

}  // namespace sdg::value
