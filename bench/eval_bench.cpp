// What evaluating rows costs whose replies are all known: CPU time of one core, cells a second.
// eval_bench [ROWS]: 200,000 by default.

#include <fmt/format.h>

#include <cstdlib>
#include <ctime>
#include <string>
#include <utility>
#include <vector>

#include "runtime/eval/evaluator.h"
#include "runtime/eval/program.h"
#include "tests/support/plan_builder.h"

namespace {

using namespace sdg;
using plan::Value;
using test::PlanBuilder;

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

class NoTables : public eval::Tables {
 public:
  const Value& rows(const plan::TableRef&) override { return none_; }

 private:
  Value none_ = Value::list({});
};

class KeptQuestions : public eval::Asker {
 public:
  void ask(eval::Question question) override { all.push_back(std::move(question)); }
  std::vector<eval::Question> all;
};

/// Two fields of a source, a draw, a condition, two chained questions with templates around them.
struct Dataset {
  PlanBuilder b;
  std::vector<plan::NodeId> cells;

  Dataset() {
    const auto persona = b.field(b.input(0), "persona"), name = b.field(b.input(0), "name");
    const auto language =
        b.draw({plan::Builtin::Choice, "language/choice.0", {}}, {b.text("English"), b.text("Spanish")});
    const auto use_case = b.ask(b.concat({b.text("Give me a use case in "), language, b.text(": "), persona}));
    const auto is_spanish = b.apply(plan::Builtin::Equal, {language, b.text("Spanish")});
    const auto greeting = b.choose(is_spanish, b.concat({b.text("Hola, "), name}), b.concat({b.text("Hello, "), name}));
    const auto talk = b.ask(b.concat({greeting, b.text(" talk about "), use_case, b.text(" in "), language}));
    cells = {persona, language, use_case, greeting, talk};
  }
};

double seconds_for(const Dataset& dataset, std::uint64_t rows) {
  const eval::Program program(dataset.b.plan(), dataset.b.dataset());
  NoTables tables;
  const auto reply = Value::string(std::string(600, 'r'));
  const auto source = Value::record(plan::make_shape({"persona", "name"}),
                                    {Value::string(std::string(300, 'p')), Value::string("Ada")});
  const double start = cpu_seconds();
  for (std::uint64_t row = 0; row < rows; ++row) {
    KeptQuestions questions;
    eval::RowEvaluator evaluator(program, {{source}, row, std::to_string(row), 0}, tables, questions);
    bool whole = false;
    for (std::size_t answered = 0; !whole; ++answered) {
      whole = true;
      for (const auto cell : dataset.cells) whole = evaluator.evaluate(cell).state == eval::State::Ready && whole;
      if (!whole) evaluator.answer(questions.all[answered], reply);
    }
  }
  return cpu_seconds() - start;
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint64_t rows = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 200'000;
  const Dataset dataset;
  const double seconds = seconds_for(dataset, rows);
  const auto cells = static_cast<double>(rows * dataset.cells.size());
  fmt::print("{} rows, {} cells a row: {:.2f} s, {:.0f} cells/s, {:.2f} µs a row\n", rows, dataset.cells.size(),
             seconds, cells / seconds, seconds * 1e6 / static_cast<double>(rows));
}
