#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace sdg::plan {

/// The number that the whole text is: an optional sign, digits, and for a float a fraction and an exponent. No blanks,
/// no `inf`, no hexadecimal; nothing where it does not fit the type.
std::optional<std::int64_t> parse_int(std::string_view text);
std::optional<double> parse_float(std::string_view text);
/// A whole number that may be written `7.0`.
std::optional<std::int64_t> parse_whole(std::string_view text);
/// A float without a fraction that an int can hold.
std::optional<std::int64_t> whole(double number);

}  // namespace sdg::plan
