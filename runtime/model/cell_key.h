#pragma once

#include <string>

#include "compiler/plan/digest.h"
#include "runtime/model/provider.h"

namespace sdg::model {

/// What a question is known by, for ever: equal requests of one row and sample number are one cell. CELL_KEY.md says
/// what goes in; the bytes are pinned by tests, for a change of them makes every store forget what was paid for.
plan::Digest cell_key(const AskPlan& plan, const Prompt& prompt);

/// The same without who is asked and how: what a recording knows a question by.
plan::Digest question_key(const Prompt& prompt);

/// What the key is made of, for people: JSON, component → its text or, where that is long, a short hash of it. Equal
/// recipes are equal keys; `sdgc why` names the first component that differs.
std::string recipe(const AskPlan& plan, const Prompt& prompt);

}  // namespace sdg::model
