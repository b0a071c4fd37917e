#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/plan/plan.h"
#include "runtime/exec/input_rows.h"

namespace sdg::exec {

/// Whether answers are paid for that belong to rows known by nothing but their place in a file.
bool pays_for_places(const plan::Dataset& dataset);

/// What to say of it: the lines at stake and, where the first rows show one, a `key` that would know them by what they
/// are. `inputs`: one opener a name in `from`. May block.
std::string keyless_warning(const plan::Plan& plan, const plan::Dataset& dataset,
                            const std::vector<InputOpener>& inputs);

}  // namespace sdg::exec
