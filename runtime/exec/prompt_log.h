#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/plan/plan.h"
#include "runtime/exec/admission.h"

namespace sdg::exec {

/// What was sent in a run, a text a request: for tests, which look at it.
class PromptLog {
 public:
  void note(const Turn& turn, const plan::Ask& ask, std::string text);
  /// In the order of the rows; those of one row in the order in which they were sent.
  std::vector<plan::Value> texts(const plan::PromptList& list) const;

 private:
  struct Entry {
    Turn turn;
    std::optional<plan::ModelId> model;  // none where a generator's reply was given
    std::string caller;
    std::string text;
  };
  std::vector<Entry> entries_;
};

}  // namespace sdg::exec
