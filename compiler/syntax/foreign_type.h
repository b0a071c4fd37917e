#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sdg::syntax {

/// The type that `str`, `number` or `varchar` is here; empty where the name is no type of another language.
std::string_view meant_type_name(std::string_view name);

/// How a type of another language is written here: `List[int]` is `[int]`, `Optional[str]` is `string?`, `string[]` is
/// `[string]`. Nothing where it has no such form.
std::optional<std::string> meant_type(std::string_view written);

/// The type that a parameter without one most likely has: a number where `body` reckons with it.
std::string_view likely_type(std::string_view name, std::string_view body);

}  // namespace sdg::syntax
