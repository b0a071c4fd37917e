#pragma once

#include <map>
#include <string>

#include "compiler/source/result.h"

namespace sdg::net {

/// Authorities of the system and of a file, as one file: curl takes one, and caches what it read of a file by its name.
/// The joint file lives in memory.
class CaBundles {
 public:
  CaBundles() = default;
  ~CaBundles();
  CaBundles(const CaBundles&) = delete;
  CaBundles& operator=(const CaBundles&) = delete;

  /// A path that stays good as long as this object.
  Result<std::string> with(const std::string& ca_file);

 private:
  std::map<std::string, int> by_file_;
};

}  // namespace sdg::net
