#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <vector>

#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace fs = std::filesystem;
using namespace sdg::test;

namespace {

/// A copy of the reference programs and their data, to run them in.
class Pipelines {
 public:
  Pipelines() { fs::copy(fs::path(SDG_TESTS_DIR) / "pipelines", folder_.path(), fs::copy_options::recursive); }

  Outcome sdgc(std::vector<std::string> args) const {
    args.insert(args.begin(), sdgc_path());
    auto environment = plain_environment();
    environment["MODEL_URL"] = "sim:";
    return run({std::move(args), folder_.path(), "", std::move(environment)});
  }
  fs::path operator/(const std::string& name) const { return folder_ / name; }

 private:
  TempDir folder_;
};

}  // namespace

TEST_CASE("every reference program has no mistake") {
  const Outcome outcome = Pipelines().sdgc({"check", "."});
  CHECK_MESSAGE(outcome.exit_code == 0, outcome.err);
}

TEST_CASE("a prompt of a registry is asked by the version that was taken, and the choice is locked") {
  const Pipelines pipelines;
  const std::vector<std::string> args{"run", "01-aigw-prompts.sdg", "--only", "explain_code", "--progress", "none"};
  const Outcome outcome = pipelines.sdgc(args);
  REQUIRE_MESSAGE(outcome.exit_code == 0, outcome.err);
  const std::string rows = read_file(pipelines / "out/explain_code.jsonl");
  CHECK(std::ranges::count(rows, '\n') == 10);
  CHECK(rows.find("\"version\":\"1.0.1\"") != std::string::npos);
  CHECK(read_file(pipelines / "sdg.lock").find("\"version\": \"1.0.1\"") != std::string::npos);
  CHECK(pipelines.sdgc({"test", "01-aigw-prompts.sdg"}).exit_code == 0);
}
