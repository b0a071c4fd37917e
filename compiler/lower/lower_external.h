#pragma once

#include "compiler/lower/lower.h"

namespace sdg::lower {

/// `function f(…) -> T = external(…)`, with its files looked at.
plan::ExternalSpec lower_external(const sema::Module& module, const sema::FunctionInfo& function, const Inputs& inputs,
                                  plan::TypeTable& types, diag::DiagSink& diags);

}  // namespace sdg::lower
