#pragma once

#include <optional>
#include <vector>

#include "compiler/plan/plan.h"
#include "compiler/plan/regex.h"
#include "runtime/value/conform.h"

namespace sdg::eval {

/// What is worked out once for all rows of a dataset. Immutable, so rows on any thread may share it; the plan lives
/// longer.
class Program {
 public:
  Program(const plan::Plan& plan, const plan::Dataset& dataset);

  const plan::Plan& plan() const { return *plan_; }
  const plan::Dataset& dataset() const { return *dataset_; }
  /// The compiled pattern of an Apply node whose pattern stands in the program; null for any other node.
  const plan::Regex* pattern_of(plan::NodeId node) const {
    return patterns_[node.index] ? &*patterns_[node.index] : nullptr;
  }

  /// The text of a Render node all of whose variables stand in the program; null for any other node.
  const plan::Value* rendered_text_of(plan::NodeId node) const {
    return rendered_[node.index] ? &*rendered_[node.index] : nullptr;
  }

  const value::Conformer& conformer() const { return conformer_; }

 private:
  const plan::Plan* plan_;
  const plan::Dataset* dataset_;
  value::Conformer conformer_;
  std::vector<std::optional<plan::Regex>> patterns_;  // one a node
  std::vector<std::optional<plan::Value>> rendered_;  // one a node
};

}  // namespace sdg::eval
