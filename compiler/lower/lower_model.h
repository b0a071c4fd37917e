#pragma once

#include "compiler/lower/lower.h"

namespace sdg::lower {

/// A model declaration with its parameters and environment in place; secrets stay where they are.
plan::ModelSpec lower_model(const sema::Module& module, const sema::ModelInfo& info, const Inputs& inputs,
                            plan::TypeTable& types, diag::DiagSink& diags);

}  // namespace sdg::lower
