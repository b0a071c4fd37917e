#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/prompt/registry.h"

namespace sdg::prompt {

/// What a constraint chose, so that everybody gets the same until somebody wants another.
struct Locked {
  std::string registry, id, family, constraint;
  Version version;
  friend bool operator==(const Locked&, const Locked&) = default;
};

/// Where a text stops being a lock, and why.
struct LockFailure {
  std::string message;
  std::size_t offset = 0;
};

/// `sdg.lock` beside a pipeline. What is asked finds its answer, whatever the prompt is called in the program:
/// pipelines of one folder share it.
class Lock {
 public:
  static Result<Lock, LockFailure> parse(std::string_view text);
  std::string text() const;

  std::optional<Version> find(const Wanted& wanted) const;
  void set(const Wanted& wanted, const Version& version);
  friend bool operator==(const Lock&, const Lock&) = default;

 private:
  std::vector<Locked> entries_;  // by what was asked
};

/// The lock of the pipelines of a folder.
std::string lock_path(std::string_view folder);

}  // namespace sdg::prompt
