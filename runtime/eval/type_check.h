#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/plan/regex.h"
#include "compiler/plan/type.h"
#include "compiler/plan/value.h"

namespace sdg::eval {

/// Says whether values satisfy types, with all constraints. Patterns are compiled once. The table lives longer.
class TypeCheck {
 public:
  explicit TypeCheck(const plan::TypeTable& types);

  /// What is wrong with the value, in a sentence that says where: the first mistake. Nothing where it fits.
  std::optional<std::string> violation(plan::TypeId type, const plan::Value& value) const;

 private:
  struct Violation {
    std::string path;  // `[2].name`, built from the end
    std::string wrong;
  };

  bool fits(plan::TypeId id, const plan::Value& value, Violation& violation) const;
  bool fits_number(const plan::Type& type, const plan::Value& value, Violation& violation) const;
  bool fits_text(plan::TypeId id, const plan::Value& value, Violation& violation) const;
  bool fits_list(const plan::Type& type, const plan::Value& value, Violation& violation) const;
  bool fits_record(const plan::Type& type, const plan::Value& value, Violation& violation) const;
  bool fits_kind(plan::TypeId id, bool fits, const plan::Value& value, Violation& violation) const;

  const plan::TypeTable& types_;
  std::vector<std::optional<plan::Regex>> patterns_;  // one a type
};

}  // namespace sdg::eval
