#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/source/result.h"

namespace sdg::test {

/// A file by its path in the golden's folder. As an expectation, no text means that it must not exist.
struct GoldenFile {
  std::string path;
  std::optional<std::string> text;
};

/// One command of a golden: what it is given, and what is expected of it.
struct GoldenStep {
  std::string args;
  std::string env;  // lines NAME=VALUE
  std::vector<GoldenFile> inputs;
  std::string stdin_text;
  int exit_code = 0;
  std::string out;
  std::string err;
  std::vector<GoldenFile> files;
};

/// A golden file: free words about it, then commands that run one after the other in one folder.
/// The format is described in CONTRIBUTING.md.
struct Golden {
  std::string prose;
  std::vector<GoldenStep> steps;
};

Result<Golden> parse_golden(std::string_view text);
std::string print_golden(const Golden& golden);

/// The same golden with what `sdgc` really did as the expectation.
Golden run_golden(const Golden& golden, const std::filesystem::path& sdgc);

/// How a golden file compares with what happens. An empty `difference` is agreement.
struct GoldenVerdict {
  std::string difference;
  std::string updated_text;
};

Result<GoldenVerdict> judge_golden(std::string_view text, const std::filesystem::path& sdgc);

/// The words of a command line: blanks part them, '…' and "…" hold them together.
Result<std::vector<std::string>> split_words(std::string_view line);

}  // namespace sdg::test
