#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "compiler/diag/diagnostic.h"

namespace sdg::diag {

/// The candidate that `written` is most likely a slip of, if one is near enough to be offered.
/// Candidates are the names in scope of the right kind; the result points into them.
std::optional<std::string_view> closest(std::string_view written, std::span<const std::string_view> candidates);

/// "there is `use_case`", with the edit that puts it at `place`.
std::optional<Hint> did_you_mean(std::string_view written, source::Span place,
                                 std::span<const std::string_view> candidates);

}  // namespace sdg::diag
