#pragma once

#include "runtime/model/ask_plan.h"

namespace sdg::model {

/// How a chat completion is told the form that `plan` wants: by `response_format`, or, where its schemas have no words
/// for the type or the program says itself what `response_format` is, by sentences in the prompt. Text that is found by
/// other means (scalars, sections, code …) is not told about.
SchemaSent openai_schema(const AskPlan& plan);

}  // namespace sdg::model
