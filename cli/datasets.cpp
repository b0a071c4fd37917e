#include "cli/datasets.h"

#include <fmt/format.h>

#include <vector>

#include "compiler/diag/suggestion.h"

namespace sdg::cli {

Result<std::uint32_t> find_dataset(const plan::Plan& plan, const std::string& name) {
  std::vector<std::string_view> names;
  for (std::uint32_t i = 0; i < plan.datasets.size(); ++i) {
    if (plan.datasets[i].name == name) return i;
    names.push_back(plan.datasets[i].name);
  }
  if (names.empty()) return Failure{fmt::format("there is no dataset `{}`; the program has none", name)};
  if (const auto near = diag::closest(name, names))
    return Failure{fmt::format("there is no dataset `{}`; there is `{}`", name, *near)};
  return Failure{fmt::format("there is no dataset `{}`; the program has `{}`", name, fmt::join(names, "`, `"))};
}

}  // namespace sdg::cli
