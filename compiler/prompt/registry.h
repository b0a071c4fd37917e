#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/prompt/constraint.h"
#include "compiler/prompt/version.h"
#include "compiler/source/loader.h"
#include "compiler/source/result.h"

namespace sdg::prompt {

/// Which prompt of which registry: `aigw("dir", "chat/explain_code", "^1.0.0", family = "base")`.
struct Wanted {
  std::string folder;    // of the registry, as the process can open it
  std::string registry;  // the same as the lock calls it: from the folder of the pipeline, wherever that is
  std::string id;
  std::string family = "base";
  std::string constraint = "^1.0.0";
};

/// The definition of one version.
std::string path_of(const Wanted& wanted, const Version& version);

/// Where the way to a prompt ends: the first folder that is not there, and what stands in its place.
struct NoSuchPrompt {
  std::string folder;              // that was looked in; empty where the registry itself is missing
  std::string missing;             // one name in it
  std::vector<std::string> there;  // the names in it
};
/// All versions of a prompt, the highest first. Files that are not called by a version are passed over.
Result<std::vector<Version>, NoSuchPrompt> versions_of(const Wanted& wanted, source::Loader& loader);

/// The highest version that a constraint allows; nothing where none does.
std::optional<Version> choose(const Constraint& constraint, const std::vector<Version>& versions);

}  // namespace sdg::prompt
