#pragma once

#include <string>
#include <vector>

#include "compiler/source/result.h"

namespace sdg::source {

/// Where the text of files comes from: the disk, an editor's buffers, a test's memory.
class Loader {
 public:
  virtual ~Loader() = default;
  virtual Result<std::string> load(const std::string& path) = 0;
  /// The names of the files and folders in a folder, in order.
  virtual Result<std::vector<std::string>> list(const std::string& folder) = 0;
};

}  // namespace sdg::source
