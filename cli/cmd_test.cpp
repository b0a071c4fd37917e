#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "cli/commands.h"
#include "cli/engine.h"
#include "cli/environment.h"
#include "cli/exit_status.h"
#include "cli/files.h"
#include "cli/params.h"
#include "cli/program.h"
#include "cli/terminal.h"
#include "cli/version.h"
#include "compiler/diag/text_renderer.h"
#include "compiler/lower/lower_test.h"
#include "runtime/exec/not_yet.h"
#include "runtime/exec/run.h"
#include "runtime/store/memory_store.h"

namespace sdg::cli {

namespace {

using Row = std::vector<plan::Value>;

/// Keeps the rows that would be written.
class KeptRows final : public sink::Sink {
 public:
  explicit KeptRows(std::vector<Row>& rows) : rows_(rows) {}
  Result<void, sink::SinkFailure> write(std::span<const plan::Value> columns) override {
    rows_.emplace_back(columns.begin(), columns.end());
    return {};
  }
  Result<sink::WrittenFile, sink::SinkFailure> commit() override { return sink::WrittenFile{"-", 0, 0, {}}; }
  void abandon() override {}

 private:
  std::vector<Row>& rows_;
};

/// What running a test came to: its one row, unless the run ended before.
struct Ran {
  std::vector<Row> rows;
  exec::RunResult result;
};

Ran run_offline(const plan::Plan& plan, const exec::RunOptions& options, const std::string& folder) {
  Ran ran;
  Engine engine(1, [](const std::string&) { return std::nullopt; });
  report::Watcher nobody;
  exec::PromptLog prompts;
  const auto store = store::make_memory_store();
  auto surroundings = engine.surroundings(
      nobody, [&]() -> store::StoreResult<store::Store*> { return store.get(); }, folder);
  surroundings.prompts = &prompts;
  surroundings.open_sink = [&](const plan::OutputSpec&, const std::string&) {
    return Result<std::unique_ptr<sink::Sink>, sink::SinkFailure>(std::make_unique<KeptRows>(ran.rows));
  };
  ran.result = exec::run(plan, options, surroundings);
  return ran;
}

/// A value as a person reads it in one line.
std::string shown(const plan::Value& value) {
  constexpr std::size_t kLongest = 200;
  std::string text = plan::to_json(value);
  if (text.size() > kLongest) text = text.substr(0, text.find_last_not_of("\x80\xBF", kLongest)) + "…";
  return text;
}

std::string why(const Row& row, const lower::Expectation& expectation) {
  if (!expectation.left) return "this is false";
  return fmt::format("the left side is {}, the right side {}", shown(row[*expectation.left]),
                     shown(row[*expectation.right]));
}

/// Rows that failed before the test looked at them: often the reason why it fails.
std::vector<std::string> failed_rows(const exec::RunResult& result, const std::string& test) {
  std::vector<std::string> notes;
  for (const report::DatasetTally& dataset : result.datasets) {
    if (dataset.dataset == test) continue;
    for (const report::FailureSample& sample : dataset.samples) {
      notes.push_back(fmt::format("row {} of `{}` failed: `{}`: {}", sample.row_key, dataset.dataset, sample.column,
                                  sample.message));
    }
  }
  return notes;
}

std::string cause_of(const exec::RunResult& result, std::size_t column) {
  for (const report::DatasetTally& dataset : result.datasets) {
    for (const report::FailureSample& sample : dataset.samples) {
      if (&dataset == &result.datasets.back() && sample.column == fmt::format("{}", column)) return sample.message;
    }
  }
  return {};
}

/// What each expectation that does not hold came to.
void judge(const sema::TestInfo& test, const Ran& ran, diag::DiagSink& diags) {
  const Row& row = ran.rows.front();
  for (const lower::Expectation& expectation : lower::expectation_columns(test)) {
    const plan::Value& holds = row[expectation.holds];
    if (holds.is_null()) {
      diags.report(diag::Code::ExpectationFailed, expectation.span, "this could not be computed",
                   cause_of(ran.result, expectation.holds));
    } else if (!holds.as_bool()) {
      diags.report(diag::Code::ExpectationFailed, expectation.span, "this does not hold", why(row, expectation));
    }
  }
}

/// What is wrong; nothing where the test holds.
std::vector<diag::Diagnostic> run_test(const Program& program, const sema::TestInfo& test, lower::Inputs inputs) {
  diag::DiagSink diags;
  inputs.test = &test;
  const plan::Plan plan = lower::lower(program.module, program.sources, inputs, diags);
  if (diags.has_errors()) return diags.sorted();
  exec::RunOptions options;
  options.only = plan.datasets.back().name;
  options.version = kVersion;
  if (auto not_yet = exec::what_this_version_cannot_run(plan, options); !not_yet.empty()) return not_yet;
  const Ran ran = run_offline(plan, options, folder_of(program.path));
  if (ran.rows.empty()) {
    diags.report(diag::Code::ExpectationFailed, test.decl->name.span, "this test could not be run",
                 ran.result.messages.empty() ? std::string() : ran.result.messages.front());
  } else {
    judge(test, ran, diags);
  }
  auto failures = diags.sorted();
  if (!failures.empty()) failures.front().notes = failed_rows(ran.result, plan.datasets.back().name);
  return failures;
}

struct Score {
  std::size_t tests = 0, failed = 0;
};

/// One line a test, what is wrong below it.
void run_tests(const Program& program, const TestOptions& options, const lower::Inputs& inputs, Score& score) {
  diag::TextStyle style;
  style.color = is_colored(STDOUT_FILENO) ? diag::Color::Always : diag::Color::Never;
  for (const sema::TestInfo& test : program.module.tests) {
    const std::string_view name = test.decl->name.text;
    if (test.scope != sema::kMainScope || name.find(options.only) == name.npos) continue;
    const auto failures = run_test(program, test, inputs);
    ++score.tests;
    if (!failures.empty()) ++score.failed;
    say(fmt::format("{:<6} {}", failures.empty() ? "ok" : "FAILED", name));
    if (!failures.empty()) print(diag::render_text(failures, program.sources, style));
  }
}

/// Fills in what the command line gives. The failure is the exit code.
Result<void, int> set_params(Program& program, const TestOptions& options, lower::Inputs& inputs) {
  auto values = read_params(program.module, options.params);
  if (!values) {
    say_error(values.failure().code, values.failure().message);
    return kUsage;
  }
  inputs.params = std::move(*values);
  lower::refuse_missing_params(program.module, inputs, program.diags);
  if (!program.diags.has_errors()) return {};
  show(program.diags.sorted(), program.sources);
  return kUsage;
}

/// Whether its tests could be run: if not, the exit code, and why is told.
int test_file(const std::string& path, const TestOptions& options, Score& score) {
  const auto program = parse_program(path);
  if (!program) return kProgramWrong;
  const Environment environment(folder_of(path));
  lower::Inputs inputs;
  inputs.env = [&](std::string_view name) { return environment(name); };
  analyze_program(*program);
  if (program->diags.has_errors()) {
    show(program->diags.sorted(), program->sources);
    return kProgramWrong;
  }
  if (const auto set = set_params(*program, options, inputs); !set) return set.failure();
  show(program->diags.sorted(), program->sources);
  run_tests(*program, options, inputs, score);
  return kDone;
}

/// Tests were looked for and not found.
int tell_no_tests(const std::string& only) {
  if (!only.empty()) {
    say_error(fmt::format("no test has `{}` in its name", only));
    return kUsage;
  }
  note("there are no tests here: a file has them as `test \"…\" { … }`");
  return kDone;
}

}  // namespace

int test(const TestOptions& options) {
  Score score;
  int first_trouble = kDone;
  for (const std::string& file : options.files) {
    const int trouble = test_file(file, options, score);
    if (first_trouble == kDone) first_trouble = trouble;
  }
  if (first_trouble != kDone) return first_trouble;
  if (score.tests == 0) return tell_no_tests(options.only);
  say(fmt::format("{} test{}, {} failed", score.tests, score.tests == 1 ? "" : "s", score.failed));
  return score.failed == 0 ? kDone : kProgramWrong;
}

}  // namespace sdg::cli
