#include <doctest/doctest.h>

#include <sstream>

#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

using namespace sdg::test;

namespace {

constexpr const char* kPipeline = R"(
sdg 1
param rows: int = 3  ## how many
model offline = sim()
prompt explain = aigw("prompts", "chat/explain_code", "^1.0.0")
dataset tickets {
  rows rows
  n = index()
  answer = offline("Count to {n}.")
  output "tickets.jsonl"
}
test "the hard case has rows too" {
  given answer = "one"
  expect length(tickets) == 3
}
)";

Outcome shell(const std::string& command, const std::filesystem::path& folder) {
  Environment env = plain_environment();
  env["PATH"] = sdgc_path().parent_path().string() + ":" + env["PATH"];
  return run({{"bash", "-c", command}, folder, {}, env});
}

/// The lines of a text that begin with two blanks, without them.
std::vector<std::string> indented_lines(const std::string& text) {
  std::vector<std::string> found;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with("  ") && !line.starts_with("   ")) found.push_back(line.substr(2));
  return found;
}

std::vector<std::string> verbs(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  for (const std::string& line : indented_lines(shell("sdgc help", folder).out))
    names.push_back(line.substr(0, line.find(' ')));
  return names;
}

}  // namespace

TEST_CASE("every command has a page of help, whose examples run") {
  const TempDir folder;
  REQUIRE(verbs(folder.path()).size() > 8);
  for (const std::string& verb : verbs(folder.path())) {
    const std::string page = shell("sdgc help " + verb, folder.path()).out;
    const auto at = page.find("Examples:\n");
    CHECK_MESSAGE(at != std::string::npos, verb);
    if (at == std::string::npos) continue;
    for (const std::string& example : indented_lines(page.substr(at))) {
      if (example.find("fish |") != std::string::npos || example.find("| source") != std::string::npos) continue;
      folder.write("pipeline.sdg", kPipeline);
      folder.write("examples/one/one.sdg", "param a: int = 1\n");
      folder.write("prompts/question.jinja", "About {{ topic }}.\n");
      folder.write("prompts/chat/explain_code/base/1.0.0.yml", "prompt_template: {user: \"{{code}}\"}\n");
      const Outcome outcome = shell(example, folder.path());
      CHECK_MESSAGE(outcome.exit_code == 0, example << "\n" << outcome.out << outcome.err);
    }
  }
}

TEST_CASE("`--help` of a command is its page") {
  const TempDir folder;
  CHECK(shell("sdgc run --help", folder.path()).out == shell("sdgc help run", folder.path()).out);
  CHECK(shell("sdgc --help", folder.path()).out == shell("sdgc help", folder.path()).out);
}
