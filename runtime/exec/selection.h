#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/plan/plan.h"

namespace sdg::exec {

/// The datasets whose rows this one needs before it begins.
std::vector<std::uint32_t> datasets_read(const plan::Dataset& dataset);

/// What of a plan is run.
struct Selection {
  std::vector<bool> runs;     // dataset → its rows are computed
  std::vector<bool> writes;   // dataset → its outputs are written
  std::vector<bool> is_read;  // dataset → another one that runs reads it
  bool empty() const;
};

/// `wanted`: dataset → somebody wants its outputs. What those read is run as well.
Selection select(const plan::Plan& plan, const std::vector<bool>& wanted);
/// Those with outputs, or `only` that one. Nothing where there is no dataset of that name.
std::optional<std::vector<bool>> wanted_datasets(const plan::Plan& plan, const std::optional<std::string>& only);
/// The models that the selected datasets ask.
std::vector<bool> models_asked(const plan::Plan& plan, const Selection& selection);

}  // namespace sdg::exec
