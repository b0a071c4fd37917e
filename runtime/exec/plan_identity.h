#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "compiler/plan/plan.h"
#include "compiler/source/result.h"

namespace sdg::exec {

/// What the outputs of a dataset follow from, as hexadecimal digits: program, seed, outputs, and size and time of every
/// file that is read. Nothing where something cannot be known beforehand, such as what will come from stdin.
std::optional<std::string> dataset_identity(const plan::Plan& plan, std::uint32_t dataset,
                                            std::optional<std::int64_t> seed);

/// Whether all outputs of a dataset are there, written by this very plan from these very files, without a failed row.
bool is_up_to_date(const plan::Plan& plan, std::uint32_t dataset, std::optional<std::int64_t> seed);

}  // namespace sdg::exec
