#pragma once

#include "compiler/lower/lower.h"

namespace sdg::lower {

/// The row program of one dataset and what is done with its rows. Sources and models of the plan stand already.
plan::Dataset lower_dataset(const sema::Module& module, const sema::DatasetInfo& info, const source::SourceMap& sources,
                            const Inputs& inputs, plan::Plan& plan, diag::DiagSink& diags);

}  // namespace sdg::lower
