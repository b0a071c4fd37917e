#pragma once

#include "compiler/lower/lower.h"
#include "compiler/lower/places.h"

namespace sdg::lower {

/// The row program of one dataset and what is done with its rows. Sources, models and the datasets that it reads stand
/// in the plan already. Nothing is pruned: that is for when all readers are known.
plan::Dataset lower_dataset(const sema::Module& module, const sema::DatasetInfo& info, const source::SourceMap& sources,
                            const Inputs& inputs, const Places& places, plan::Plan& plan, diag::DiagSink& diags);

}  // namespace sdg::lower
