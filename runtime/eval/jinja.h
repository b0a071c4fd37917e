#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "compiler/plan/jinja.h"
#include "compiler/plan/jinja_limits.h"
#include "compiler/source/result.h"

namespace sdg::eval {

/// Variables by name. One that is not among them is undefined, as in Jinja.
using JinjaVariables = std::vector<std::pair<std::string, plan::Value>>;

/// How much a template may do, named so that a message can say it.
inline constexpr std::size_t kMostRendered = std::size_t{64} << 20;  // bytes of text
inline constexpr std::size_t kMostSteps = 1'000'000;                 // statements and rounds: a sixth of a second
using plan::kDeepestRendering;                                       // tags, expressions and calls inside each other

/// The text of a template, byte for byte as Jinja renders it, or what stopped it: the file, the line and why.
/// `templates` are those of the plan; `which` names one of them. Needs about 100 KB of stack at most.
Result<std::string> render_jinja(std::span<const plan::JinjaTemplate> templates, plan::JinjaTemplateId which,
                                 const JinjaVariables& variables);

}  // namespace sdg::eval
