#pragma once

#include <string>
#include <string_view>

#include "compiler/source/result.h"
#include "runtime/eval/random.h"

namespace sdg::eval {

/// A text that the regular expression matches as a whole; `.` and what a class excludes are drawn from printable ASCII.
/// Fails on what plan::parse_regex does not understand, naming it.
Result<std::string> text_matching(std::string_view regex, Stream& stream);

}  // namespace sdg::eval
