#pragma once

#include "runtime/eval/evaluator.h"

namespace sdg::exec {

/// For evaluations that have nobody to ask: what would need an answer stays Pending.
class NoAsker final : public eval::Asker {
 public:
  void ask(eval::Question /*question*/) override {}
};

}  // namespace sdg::exec
