#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sdg::syntax {

/// `if c then a else b`, `if (c) { a } else { b }`, `if c: a` or `case when c then a … end` as this language writes it:
/// `a when c else b`. Nothing where `code`, which begins with `if` or `case`, is none of them.
std::optional<std::string> meant_conditional(std::string_view code);

}  // namespace sdg::syntax
