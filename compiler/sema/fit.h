#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "compiler/plan/type.h"

namespace sdg::sema {

/// Whether a value of one type can stand where another is needed.
enum class Fit {
  No,
  Checked,  // the type lacks a constraint or is wider in form: looked at when the value is there
  Yes,
};
Fit fit(const plan::TypeTable& types, plan::TypeId have, plan::TypeId want);

/// The narrowest type that all fit in; nothing where they have none in common. Many at once: one after the other, each
/// step would make a union of its own.
std::optional<plan::TypeId> common_type(plan::TypeTable& types, std::span<const plan::TypeId> all);
std::optional<plan::TypeId> common_type(plan::TypeTable& types, plan::TypeId a, plan::TypeId b);

/// Of types that have none in common: the place of one that has none with those before it, which have.
std::size_t common_until(plan::TypeTable& types, std::span<const plan::TypeId> all);

/// The type that a literal's value has when nobody asks for that very value: `"a"` is a string.
plan::TypeId widened(const plan::TypeTable& types, plan::TypeId type);

/// The same through lists and records, whose lengths nobody asks for either: `[{a: 1}]` is a `[{a: int}]`.
plan::TypeId loosened(plan::TypeTable& types, plan::TypeId type);

/// Strings in all their forms: plain, bounded, or a union of literals.
bool is_text(const plan::TypeTable& types, plan::TypeId type);
bool is_numeric(const plan::TypeTable& types, plan::TypeId type);

}  // namespace sdg::sema
