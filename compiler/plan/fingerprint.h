#pragma once

#include "compiler/plan/digest.h"
#include "compiler/plan/plan.h"

namespace sdg::plan {

/// What all rows of a dataset depend on, beside their key and their source fields: every expression that an output, a
/// filter or the key needs, with its constants, whole types and models as they enter cell keys; the seed and the name
/// of the dataset where something draws. Equal programs have equal digests whatever else stands on the page: names and
/// order of columns, what nothing needs, where outputs go, prices, limits and places in the file do not enter.
/// The contents of tables that expressions name are not known here: whoever reads them adds their digests.
/// `plan` must be whole: what its datasets read of this one is part of its program.
Digest row_program_digest(const Plan& plan, const Dataset& dataset);

/// A type with all its checks, by what it means: its name does not enter.
Digest type_digest(const TypeTable& types, TypeId type);

}  // namespace sdg::plan
