/// Runs golden files against the real sdgc: test_golden FOLDER|FILE…
/// UPDATE_GOLDENS=1 in the environment rewrites those that differ.

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/golden.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace fs = std::filesystem;
using namespace sdg::test;

namespace {

std::vector<fs::path> golden_files(const std::vector<fs::path>& places) {
  std::vector<fs::path> files;
  for (const auto& place : places) {
    if (!fs::is_directory(place)) {
      files.push_back(place);
      continue;
    }
    for (const auto& entry : fs::recursive_directory_iterator(place)) {
      if (entry.path().extension() == ".txt") files.push_back(entry.path());
    }
  }
  std::ranges::sort(files);
  return files;
}

/// What there is to say about one golden: nothing where it agrees.
struct Report {
  std::string text;
  bool failed = false;
};

Report report_on(const fs::path& file, const fs::path& sdgc, bool update) try {
  auto verdict = judge_golden(read_file(file), sdgc);
  if (!verdict) return {file.string() + ": " + verdict.failure().message + "\n", true};
  if (verdict->difference.empty()) return {};
  if (!update) return {"--- " + file.string() + "\n+++ what happens now\n" + verdict->difference, true};
  write_file(file, verdict->updated_text);
  return {"updated " + file.string() + "\n", false};
} catch (const std::exception& error) {
  return {file.string() + ": " + error.what() + "\n", true};
}

std::vector<Report> report_on_all(const std::vector<fs::path>& files, const fs::path& sdgc, bool update) {
  std::vector<Report> reports(files.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < files.size(); i = next++) reports[i] = report_on(files[i], sdgc, update);
  };
  std::vector<std::jthread> threads;
  for (unsigned i = 0; i < std::max(2U, std::thread::hardware_concurrency()); ++i) threads.emplace_back(work);
  threads.clear();
  return reports;
}

}  // namespace

int main(int argc, char** argv) {
  const bool update = std::getenv("UPDATE_GOLDENS") != nullptr;
  const auto files = golden_files({argv + 1, argv + argc});
  const auto reports = report_on_all(files, sdgc_path(), update);
  for (const auto& report : reports) std::cout << report.text;
  const auto failed = std::ranges::count_if(reports, &Report::failed);
  std::cout << files.size() << " goldens, " << failed << " failed\n";
  return failed == 0 && !files.empty() ? 0 : 1;
}
