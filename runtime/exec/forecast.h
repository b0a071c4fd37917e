#pragma once

#include <string>
#include <vector>

#include "runtime/exec/outlook.h"
#include "runtime/report/forecast.h"

namespace sdg::exec {

/// What a run would find in the store and what it would ask. Reads sources, asks nobody, writes nothing, keeps nothing
/// of a row but 16 bytes of its key, and some rows that other datasets read. The failure says what of the program or
/// its sources is wrong.
Result<report::Forecast> forecast(const plan::Plan& plan, const RunOptions& options, const Outlook& outlook);

/// What a run must say first: answers that it would pay for again only because a model's tag moved, each with the line
/// that avoids it. Looks at the first rows alone, for what moved has moved for all of them; says nothing of programs
/// whose first rows need more than themselves.
std::vector<std::string> moved_tags(const plan::Plan& plan, const RunOptions& options, const Outlook& outlook);

}  // namespace sdg::exec
