#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/source/loader.h"
#include "compiler/source/result.h"

namespace sdg::cli {

/// The whole text of a file, or of stdin for `-`. The failure says what is wrong with it and what to do.
Result<std::string> read_file(const std::string& path);

/// Reads the files that a program names, and remembers which.
class DiskLoader : public source::Loader {
 public:
  Result<std::string> load(const std::string& path) override;
  Result<std::vector<std::string>> list(const std::string& folder) override;
  /// Each once, in the order they were first read.
  std::vector<std::string> read() && { return std::move(read_); }

 private:
  std::vector<std::string> read_;
};

/// The pipelines that paths name: a file is itself, a folder all `.sdg` files in it at any depth, in order; hidden
/// folders are passed over. The failure names the folder that holds none.
Result<std::vector<std::string>> find_pipelines(const std::vector<std::string>& paths);

/// Replaces a file by its new text, or leaves the old one.
Result<void> replace_file(const std::string& path, std::string_view text);

/// The folder that a file stands in: `.` where the path has none.
std::string folder_of(const std::string& path);

}  // namespace sdg::cli
