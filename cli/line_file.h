#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "compiler/source/result.h"

namespace sdg::cli {

/// A file of lines that is written while a run goes on, for its user alone: 0600.
class LineFile {
 public:
  static Result<std::unique_ptr<LineFile>> open(const std::string& path);
  ~LineFile();
  LineFile(const LineFile&) = delete;
  LineFile& operator=(const LineFile&) = delete;

  /// Whole lines, each with its break.
  void write(std::string_view lines);
  /// Says what the disk said, once all is written.
  Result<void> finish();

 private:
  LineFile(std::string path, std::FILE* file) : path_(std::move(path)), file_(file) {}

  std::string path_;
  std::FILE* file_;
};

}  // namespace sdg::cli
