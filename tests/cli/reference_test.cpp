#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

using namespace sdg::test;
using nlohmann::json;

namespace {

Outcome sdgc(std::vector<std::string> args, const std::filesystem::path& folder = {}) {
  args.insert(args.begin(), sdgc_path());
  return run({std::move(args), folder, {}, plain_environment()});
}

const json& reference() {
  static const json all = json::parse(sdgc({"doc", "--all", "--format", "json"}).out);
  return all;
}

std::set<std::string> words_of_section(const std::string& section) {
  std::set<std::string> words;
  for (const json& keyword : reference()["keywords"])
    if (keyword["section"] == section) words.insert(keyword["name"]);
  return words;
}

/// Whether the example begins with one of the words, as `keep when …` does and `split(text)` does not.
bool begins_with(const std::string& example, const std::set<std::string>& words) {
  const auto end = example.find(' ');
  return words.contains(example.substr(0, end)) || (end == std::string::npos && words.contains(example));
}

std::string sample_dataset(const std::string& line) {
  const std::string rows = line.starts_with("rows ") ? "" : "  rows 3\n";
  const std::string output = line.starts_with("output ") ? "" : "  output \"sample.jsonl\"\n";
  return "dataset sample {\n" + rows + "  x = index()\n  kind = choice(\"a\", \"b\")\n  text = \"one two\"\n  " + line +
         "\n" + output + "}\n";
}

/// The smallest program that the example can stand in.
std::string program_of(const std::string& example) {
  const std::string models = "model writer = sim()\nmodel other = sim()\n";
  if (begins_with(example, words_of_section("declaration"))) return example + "\n" + models + sample_dataset("");
  if (begins_with(example, words_of_section("line of a test")))
    return models + sample_dataset("") + "test \"it\" {\n  " + example + "\n  expect true\n}\n";
  if (begins_with(example, words_of_section("line of a generator")))
    return models + "generator asked(text: string) -> string {\n  model writer\n  user \"Say something.\"\n  " +
           example + "\n}\n" + sample_dataset("said = asked(text)");
  const bool is_line = begins_with(example, words_of_section("line of a dataset")) || example == "shuffle";
  return models + sample_dataset(is_line ? example : "probe = " + example);
}

/// Errors by file, as `check --format json` tells them, those of what is not there yet left out.
std::map<std::string, std::string> mistakes_in(const std::filesystem::path& folder) {
  std::map<std::string, std::string> mistakes;
  std::istringstream lines(sdgc({"check", "--format", "json", "."}, folder).out);
  for (std::string line; std::getline(lines, line);) {
    const json mistake = json::parse(line);
    if (mistake["level"] == "error" && mistake["code"] != "SDG0900" && !mistake["spans"].empty())
      mistakes[mistake["spans"][0]["file"]] += mistake["rendered"];
  }
  return mistakes;
}

}  // namespace

TEST_CASE("every example of the reference compiles") {
  const TempDir folder;
  std::map<std::string, std::string> examples;
  for (const auto& [group, list] : reference().items()) {
    if (group == "version" || group == "mistakes" || group.starts_with("jinja_")) continue;
    for (const json& entry : list) {
      REQUIRE(!entry["doc"].get<std::string>().empty());
      REQUIRE(!entry["example"].get<std::string>().empty());
      const std::string file = group + "-" + std::to_string(examples.size()) + ".sdg";
      examples[file] = entry["example"];
      folder.write(file, program_of(entry["example"]));
    }
  }
  for (const auto& [file, text] :
       {std::pair("question.jinja", "About {{ topic }}"), std::pair("header.txt", "Dear all,"),
        std::pair("style_guide.txt", "Short words."), std::pair("answer.py", ""), std::pair("example.pem", "")})
    folder.write(file, text);
  folder.write("prompts/chat/explain_code/base/1.0.0.yml", "prompt_template: {user: \"{{code}}\"}\n");
  for (const auto& [file, rendered] : mistakes_in(folder.path()))
    FAIL_CHECK(examples[file] << " in " << file << ":\n" << program_of(examples[file]) << rendered);
}

TEST_CASE("every example of an operator or a function holds") {
  const TempDir folder;
  std::vector<std::string> examples;
  std::string program = "dataset facts {\n  rows 1\n";
  for (const char* group : {"operators", "functions"}) {
    for (const json& entry : reference()[group]) {
      program += "  fact_" + std::to_string(examples.size()) + ": bool = " + entry["example"].get<std::string>() + "\n";
      examples.push_back(entry["example"]);
    }
  }
  folder.write("facts.sdg", program + "  output \"facts.jsonl\"\n}\n");
  const Outcome outcome = sdgc({"run", "facts.sdg", "--progress", "none"}, folder.path());
  REQUIRE_MESSAGE(outcome.exit_code == 0, outcome.err);
  const json facts = json::parse(read_file(folder / "facts.jsonl"));
  for (std::size_t i = 0; i < examples.size(); ++i)
    CHECK_MESSAGE(facts["fact_" + std::to_string(i)] == true, examples[i]);
}

TEST_CASE("docs/reference is what `sdgc doc` writes; `./dev test --update` writes it") {
  const TempDir folder;
  REQUIRE(sdgc({"doc", "--all", "--format", "md", "-o", folder.path()}).exit_code == 0);
  const auto committed = std::filesystem::path(SDG_TESTS_DIR).parent_path() / "docs/reference";
  const auto names_in = [](const std::filesystem::path& where) {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(where)) names.insert(entry.path().filename());
    return names;
  };
  CHECK(names_in(committed) == names_in(folder.path()));
  for (const std::string& name : names_in(folder.path()))
    CHECK_MESSAGE((read_file(committed / name) == read_file(folder / name)), name);  // too long to be shown
}
