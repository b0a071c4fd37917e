#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "tests/support/golden.h"
#include "tests/support/temp_dir.h"

namespace fs = std::filesystem;
using namespace sdg::test;

namespace {

/// The goldens of what people write who come from another language.
std::vector<fs::path> novice_goldens() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(fs::path(SDG_TESTS_DIR) / "golden" / "novice"))
    files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

std::size_t count_of(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

}  // namespace

TEST_CASE("what a newcomer gets wrong is told once, and the hint mends it") {
  const auto files = novice_goldens();
  CHECK(files.size() >= 200);
  for (const fs::path& file : files) {
    CAPTURE(file.filename().string());
    const auto golden = parse_golden(read_file(file));
    REQUIRE(golden);
    REQUIRE(golden->steps.size() == 2);
    const GoldenStep& wrong = golden->steps[0];
    CHECK(wrong.args.starts_with("check pipeline.sdg"));
    // One cause, one message, at a place.
    CHECK(count_of(wrong.err, "╭─ pipeline.sdg:") == 1);
    CHECK((wrong.err.ends_with("\n1 error\n") || wrong.err.ends_with("\n1 warning\n")));
    // Followed, the hint leaves nothing to say. Where only a person can follow it, the golden shows what comes of it.
    const GoldenStep& right = golden->steps[1];
    CHECK((right.args.starts_with("check --fix pipeline.sdg") || right.args.starts_with("check mended.sdg")));
    CHECK(right.exit_code == 0);
    CHECK(right.err.empty());
  }
}
