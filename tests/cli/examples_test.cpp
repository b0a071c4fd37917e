#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <vector>

#include "tests/support/process.h"
#include "tests/support/temp_dir.h"
#include "tests/support/text_diff.h"

namespace fs = std::filesystem;
using namespace sdg::test;

namespace {

const fs::path kTests = SDG_TESTS_DIR;

/// A copy of one example, to run it in.
class Example {
 public:
  explicit Example(const fs::path& original) : name(original.filename().string()) {
    fs::copy(original, folder_.path(), fs::copy_options::recursive);
    for (const auto& file : fs::directory_iterator(original)) {
      if (file.path().extension() == ".sdg") program_ = file.path().filename().string();
    }
  }

  /// `sdgc VERB… PROGRAM`
  Outcome sdgc(std::vector<std::string> args) const {
    args.insert(args.begin(), sdgc_path());
    args.push_back(program_);
    return run({args, folder_.path(), "", plain_environment()});
  }

  std::string name;

 private:
  TempDir folder_;
  std::string program_;
};

std::vector<fs::path> example_folders() {
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(kTests.parent_path() / "examples")) folders.push_back(entry.path());
  std::ranges::sort(folders);
  return folders;
}

}  // namespace

TEST_CASE("every example says in its folder what it shows") {
  for (const fs::path& folder : example_folders()) {
    CAPTURE(folder.filename().string());
    const std::string text = read_file(folder / "README.md");
    CHECK(std::ranges::count(text, '\n') == 2);
  }
}

TEST_CASE("every example is formatted, has no mistake and no warning") {
  for (const fs::path& folder : example_folders()) {
    const Example example(folder);
    CAPTURE(example.name);
    CHECK(example.sdgc({"fmt", "--check"}).exit_code == 0);
    const Outcome check = example.sdgc({"check"});
    CAPTURE(check.err);
    CHECK(check.exit_code == 0);
    CHECK(check.err.empty());
  }
}

TEST_CASE("every example runs out of the box, and a second run asks nothing") {
  for (const fs::path& folder : example_folders()) {
    const Example example(folder);
    CAPTURE(example.name);
    const Outcome first = example.sdgc({"run", "--progress", "none"});
    CAPTURE(first.err);
    CHECK(first.exit_code == 0);
    CHECK(example.sdgc({"run", "--locked", "--progress", "none"}).exit_code == 0);
  }
}

TEST_CASE("the tests of every example hold") {
  for (const fs::path& folder : example_folders()) {
    const Example example(folder);
    CAPTURE(example.name);
    const Outcome outcome = example.sdgc({"test"});
    CAPTURE(outcome.out);
    CHECK(outcome.exit_code == 0);
  }
}

TEST_CASE("the plans of the examples are as they were") {
  for (const fs::path& folder : example_folders()) {
    const Example example(folder);
    CAPTURE(example.name);
    const fs::path golden = kTests / "golden/examples" / (example.name + ".json");
    const Outcome plan = example.sdgc({"dump", "plan"});
    REQUIRE(plan.exit_code == 0);
    if (std::getenv("UPDATE_GOLDENS")) write_file(golden, plan.out);
    REQUIRE_MESSAGE(fs::exists(golden), "./dev test --update makes it");
    const auto difference = diff_lines(read_file(golden), plan.out, "…");
    CHECK_MESSAGE(is_same(difference), unified(difference));
  }
}
