#include <filesystem>
#include <fstream>

#include "tests/unit/compiler/format/format_fixture.h"

namespace fs = std::filesystem;

namespace sdg::format {
namespace {

std::string read(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

std::vector<fs::path> programs() {
  const fs::path tests = SDG_TESTS_DIR;
  std::vector<fs::path> found;
  for (const fs::path& folder :
       {tests / "pipelines", tests.parent_path() / "examples", tests.parent_path() / "stdlib"}) {
    if (!fs::exists(folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      if (entry.path().extension() == ".sdg") found.push_back(entry.path());
    }
  }
  return found;
}

/// Blanks behind signs become three.
std::string with_wide_blanks(const std::string& line) {
  std::string wide;
  for (const char c : line) {
    const bool follows_sign =
        c == ' ' && !wide.empty() && std::string_view("=:,|+*([").find(wide.back()) != std::string_view::npos;
    wide += follows_sign ? "   " : std::string(1, c);
  }
  return wide;
}

/// A writer without any style: every line at the margin, blanks doubled.
std::string disarrayed(const std::string& text) {
  std::istringstream lines(text);
  std::string result;
  bool in_string = false;
  for (std::string line; std::getline(lines, line);) {
    const bool quotes = line.find('"') != std::string::npos;
    if (!in_string) line.erase(0, line.find_first_not_of(' '));
    if (!in_string && !quotes) line = with_wide_blanks(line);
    for (auto at = line.find("\"\"\""); at != std::string::npos; at = line.find("\"\"\"", at + 3))
      in_string = !in_string;
    result += line + (in_string ? "\n" : "\n\n\n");
  }
  return result;
}

}  // namespace

TEST_CASE("every program of the house keeps its tree and its comments, and is left alone the second time") {
  REQUIRE(programs().size() > 10);
  for (const fs::path& path : programs()) {
    CAPTURE(path.string());
    formatted(read(path));
  }
}

TEST_CASE("a program without any style keeps its tree and its comments too") {
  for (const fs::path& path : programs()) {
    CAPTURE(path.string());
    formatted(disarrayed(read(path)));
  }
}

}  // namespace sdg::format
