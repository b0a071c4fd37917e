#include "tests/support/golden.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <stdexcept>
#include <utility>

#include "tests/support/process.h"
#include "tests/support/temp_dir.h"
#include "tests/support/text_diff.h"

namespace sdg::test {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view folder_placeholder = "$DIR";
/// In an expected line: any run of characters, for what differs from run to run (a duration, a port).
constexpr std::string_view any_placeholder = "$ANY";

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

std::vector<std::string> words_or_throw(const std::string& line) {
  auto words = split_words(line);
  if (!words) throw std::runtime_error(words.failure().message + " in: " + line);
  return *std::move(words);
}

Environment environment(const std::string& lines, const std::string& folder) {
  Environment env = plain_environment();
  for (const auto line : split_lines(lines)) {
    const auto equals = std::min(line.find('='), line.size());
    const auto value = line.substr(std::min(equals + 1, line.size()));
    env[std::string(line.substr(0, equals))] = replaced(std::string(value), folder_placeholder, folder);
  }
  return env;
}

std::optional<std::string> read_if_there(const fs::path& path, const std::string& folder) {
  if (!fs::is_regular_file(path)) return std::nullopt;
  return replaced(read_file(path), folder, folder_placeholder);
}

/// A crash is never what a golden expects, not even while goldens are rewritten.
bool is_crash(int exit_code) {
  constexpr std::array signals{SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL};
  return std::ranges::find(signals, exit_code - 128) != signals.end();
}

GoldenStep run_step(GoldenStep step, const TempDir& dir, const fs::path& sdgc) {
  const std::string folder = dir.path().string();
  for (const auto& input : step.inputs) dir.write(input.path, *input.text);
  Command command{{sdgc.string()}, dir.path(), step.stdin_text, environment(step.env, folder)};
  for (auto& word : words_or_throw(step.args)) {
    command.argv.push_back(replaced(std::move(word), folder_placeholder, folder));
  }
  const auto outcome = run(command);
  if (is_crash(outcome.exit_code)) throw std::runtime_error("sdgc crashed: " + outcome.err);
  step.exit_code = outcome.exit_code;
  step.out = replaced(outcome.out, folder, folder_placeholder);
  step.err = replaced(outcome.err, folder, folder_placeholder);
  for (auto& file : step.files) file.text = read_if_there(dir / file.path, folder);
  return step;
}

}  // namespace

Result<std::vector<std::string>> split_words(std::string_view line) {
  std::vector<std::string> words;
  char quote = 0;
  bool in_word = false;
  for (const char c : line) {
    const bool is_blank = c == ' ' || c == '\n' || c == '\t';
    if (quote == 0 && is_blank) {
      in_word = false;
      continue;
    }
    if (!std::exchange(in_word, true)) words.emplace_back();
    if (quote == 0 && (c == '"' || c == '\'')) {
      quote = c;
    } else if (c == quote) {
      quote = 0;
    } else {
      words.back() += c;
    }
  }
  if (quote != 0) return Failure{"a quote is not closed"};
  return words;
}

Golden run_golden(const Golden& golden, const fs::path& sdgc) {
  const TempDir dir;
  Golden result{golden.prose, {}};
  for (const auto& step : golden.steps) result.steps.push_back(run_step(step, dir, sdgc));
  return result;
}

Result<GoldenVerdict> judge_golden(std::string_view text, const fs::path& sdgc) {
  auto golden = parse_golden(text);
  if (!golden) return golden.take_failure();
  const auto expected = print_golden(*golden);
  const auto actual = print_golden(run_golden(*golden, sdgc));
  const auto diff = diff_lines(expected, actual, any_placeholder);
  return GoldenVerdict{is_same(diff) ? "" : unified(diff), merged(diff)};
}

}  // namespace sdg::test
