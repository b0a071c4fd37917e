#pragma once

#include <string>

#include "compiler/source/result.h"

namespace sdg::source {

/// Where the text of files comes from: the disk, an editor's buffers, a test's memory.
class Loader {
 public:
  virtual ~Loader() = default;
  virtual Result<std::string> load(const std::string& path) = 0;
};

}  // namespace sdg::source
