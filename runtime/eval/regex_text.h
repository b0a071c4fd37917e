#pragma once

#include <string>
#include <string_view>

#include "compiler/source/result.h"
#include "runtime/eval/random.h"

namespace sdg::eval {

/// A text that the regular expression matches as a whole. Understands what describes texts: characters, classes,
/// groups, alternatives, repetitions (an open end means up to 8 more); `.` and what a class excludes are drawn from
/// printable ASCII. Anchors at the ends and flags change nothing. Fails on the rest, naming it.
Result<std::string> text_matching(std::string_view regex, Stream& stream);

}  // namespace sdg::eval
