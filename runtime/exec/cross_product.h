#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "runtime/exec/input_rows.h"

namespace sdg::exec {

/// Every combination of the rows of some inputs, the last varying fastest. Without inputs there is one empty
/// combination after the other, without end.
class CrossProduct {
 public:
  explicit CrossProduct(std::vector<InputOpener> openers) : openers_(std::move(openers)) {}

  /// The next combination, or nullptr after the last. It is good until the next call.
  Result<const std::vector<InputRow>*> next();

 private:
  Result<bool> advance(std::size_t input);
  Result<bool> begin();

  std::vector<InputOpener> openers_;
  std::vector<std::unique_ptr<InputRows>> readers_;
  std::vector<InputRow> current_;
  bool begun_ = false;
};

}  // namespace sdg::exec
