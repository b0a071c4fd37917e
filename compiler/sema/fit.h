#pragma once

#include <optional>
#include <vector>

#include "compiler/plan/type.h"

namespace sdg::sema {

/// Whether a value of one type can stand where another is needed.
enum class Fit {
  No,
  Checked,  // the type lacks a constraint or is wider in form: looked at when the value is there
  Yes,
};
Fit fit(const plan::TypeTable& types, plan::TypeId have, plan::TypeId want);

/// The narrowest type that both fit in; nothing where they have none in common.
std::optional<plan::TypeId> common_type(plan::TypeTable& types, plan::TypeId a, plan::TypeId b);

/// The type that a literal's value has when nobody asks for that very value: `"a"` is a string.
plan::TypeId widened(const plan::TypeTable& types, plan::TypeId type);

/// Strings in all their forms: plain, bounded, or a union of literals.
bool is_text(const plan::TypeTable& types, plan::TypeId type);
/// Whether a float is one of its values, or a part of one.
bool holds_float(const plan::TypeTable& types, plan::TypeId type);
bool is_numeric(const plan::TypeTable& types, plan::TypeId type);

}  // namespace sdg::sema
