#include "runtime/exec/selection.h"

#include <algorithm>

namespace sdg::exec {

std::vector<std::uint32_t> datasets_read(const plan::Dataset& dataset) {
  std::vector<std::uint32_t> read;
  for (const auto& input : dataset.inputs) {
    if (input.kind == plan::InputSpec::Kind::Dataset) read.push_back(input.index);
  }
  for (const auto& table : dataset.tables) {
    if (table.kind == plan::InputSpec::Kind::Dataset) read.push_back(table.index);
  }
  return read;
}

bool Selection::empty() const { return std::ranges::find(runs, true) == runs.end(); }

Selection select(const plan::Plan& plan, const std::vector<bool>& wanted) {
  Selection selection{wanted, wanted, std::vector<bool>(wanted.size())};
  // Each stands after those that it reads.
  for (std::size_t i = plan.datasets.size(); i-- > 0;) {
    if (!selection.runs[i]) continue;
    for (const auto read : datasets_read(plan.datasets[i])) selection.runs[read] = selection.is_read[read] = true;
  }
  return selection;
}

std::optional<std::vector<bool>> wanted_datasets(const plan::Plan& plan, const std::optional<std::string>& only) {
  std::vector<bool> wanted(plan.datasets.size());
  bool any = !only;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const auto& dataset = plan.datasets[i];
    wanted[i] = only ? dataset.name == *only : !dataset.outputs.empty();
    any = any || wanted[i];
  }
  if (!any) return std::nullopt;
  return wanted;
}

std::vector<bool> models_asked(const plan::Plan& plan, const Selection& selection) {
  std::vector<bool> asked(plan.models.size());
  for (std::size_t i = 0; i < plan.datasets.size(); ++i) {
    if (!selection.runs[i]) continue;
    for (const auto& ask : plan.datasets[i].asks) asked[ask.model.index] = true;
  }
  return asked;
}

}  // namespace sdg::exec
