#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "compiler/plan/plan.h"
#include "compiler/source/result.h"

namespace sdg::exec {

/// A row of one of the things that `from` names, and its place there.
struct InputRow {
  plan::Value value;
  std::uint64_t number = 0;
  std::string file;      // of a glob
  std::string upstream;  // key of a dataset's row
};

/// The rows of one input, one after the other. May block.
class InputRows {
 public:
  virtual ~InputRows() = default;
  /// Nothing after the last.
  virtual Result<std::optional<InputRow>> next() = 0;
};

/// Begins an input anew: the inner ones of a cross product are gone through many times.
using InputOpener = std::function<Result<std::unique_ptr<InputRows>>()>;

InputOpener open_values(const plan::InputSpec& input);
/// What comes from stdin comes once: it is kept in memory for whoever begins anew.
InputOpener open_source_rows(const plan::Plan& plan, const plan::SourceSpec& source, const std::string& folder);

}  // namespace sdg::exec
