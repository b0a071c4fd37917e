/// Runs what the guides show: test_guides FILE.md…
///
/// ```LANGUAGE file=NAME   is written to a folder that the guide's blocks share
/// ```sdg                  is checked by sdgc; tagged `fragment` it is only shown
/// ```console              lines `$ COMMAND`, each followed by what it prints, compared whole; `…` stands for any lines
/// ```sh                   lines that start with `sdgc` or `./dev run` must succeed; others are for the reader's
/// machine

#include <exception>
#include <filesystem>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>

#include "tests/support/markdown.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"
#include "tests/support/text_diff.h"

namespace fs = std::filesystem;
using namespace sdg::test;

namespace {

/// A reader's folder: the guide's files, the examples, and `sdgc` on the path.
class Desk {
 public:
  explicit Desk(const fs::path& examples) {
    fs::create_symlink(sdgc_path(), programs_ / "sdgc");
    env_["PATH"] = programs_.path().string() + ":" + env_["PATH"];
    if (fs::exists(examples)) fs::copy(examples, folder_ / "examples", fs::copy_options::recursive);
  }

  void write(const std::string& name, const std::string& text) const { folder_.write(name, text); }

  /// As a terminal shows it: stdout and stderr in one stream. `$?` is the exit code of the command before.
  Outcome type(std::string command) {
    constexpr std::string_view from_source = "./dev run";
    if (command.starts_with(from_source)) command.replace(0, from_source.size(), "sdgc run");
    const auto script = "exec 2>&1; (exit " + std::to_string(last_exit_code_) + "); " + command;
    auto outcome = run({{"bash", "-c", script}, folder_.path(), "", env_});
    last_exit_code_ = outcome.exit_code;
    return outcome;
  }

 private:
  TempDir programs_;
  TempDir folder_;
  Environment env_ = plain_environment();
  int last_exit_code_ = 0;
};

class Guide {
 public:
  explicit Guide(fs::path path) : path_(std::move(path)), desk_(path_.parent_path() / "examples") {}

  /// The number of things that are not as the guide shows them.
  int run_blocks() {
    const auto blocks = fenced_blocks(read_file(path_));
    // Data may be shown below the pipeline that reads it.
    for (const auto& block : blocks) write_if_named(block);
    for (const auto& block : blocks) run_block(block);
    return failures_;
  }

 private:
  void write_if_named(const FencedBlock& block) const {
    if (const auto name = block.tag_value("file")) desk_.write(*name, block.text);
  }

  void run_block(const FencedBlock& block) {
    if (block.language == "sdg" && !block.has_tag("fragment")) check_program(block);
    if (block.language == "sh") run_commands(block);
    if (block.language == "console") {
      for (const auto& step : console_steps(block.text)) must_print(block, step);
    }
  }

  void check_program(const FencedBlock& block) {
    const auto name = block.tag_value("file").value_or("block-" + std::to_string(block.line) + ".sdg");
    desk_.write(name, block.text);
    must_succeed(block, "sdgc check " + name);
  }

  void run_commands(const FencedBlock& block) {
    for (const auto line : split_lines(block.text)) {
      const bool is_ours = line.starts_with("sdgc ") || line.starts_with("./dev run ");
      if (is_ours) must_succeed(block, std::string(line));
    }
  }

  void must_succeed(const FencedBlock& block, const std::string& command) {
    const auto outcome = desk_.type(command);
    if (outcome.exit_code != 0) complain(block, "`" + command + "` fails:\n" + outcome.out);
  }

  void must_print(const FencedBlock& block, const ConsoleStep& step) {
    const auto outcome = desk_.type(step.command);
    if (output_matches(step.expected, outcome.out)) return;
    complain(block,
             "`" + step.command + "` prints something else:\n" + unified(diff_lines(step.expected, outcome.out, "…")));
  }

  void complain(const FencedBlock& block, const std::string& what) {
    std::cout << path_.string() << ":" << block.line << ": " << what;
    ++failures_;
  }

  fs::path path_;
  Desk desk_;
  int failures_ = 0;
};

}  // namespace

int main(int argc, char** argv) try {
  int failures = 0;
  for (int i = 1; i < argc; ++i) failures += Guide(argv[i]).run_blocks();
  return failures == 0 ? 0 : 1;
} catch (const std::exception& error) {
  std::cout << "test_guides: " << error.what() << "\n";
  return 1;
}
