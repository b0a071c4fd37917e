#include "runtime/exec/shared_rows.h"

#include <doctest/doctest.h>

#include "runtime/exec/loaded_tables.h"
#include "runtime/store/memory_store.h"
#include "tests/support/plan_builder.h"

using namespace sdg;
using namespace sdg::test;

namespace {

/// A dataset of three rows that others read. Counts how often one is made.
class Shared : public PlanBuilder {
 public:
  explicit Shared(std::uint64_t room) : room_(room) {
    dataset().rows = 3;
    program_ = std::make_unique<exec::RowProgram>(plan(), 0, true, std::nullopt);
    source_.reset(new exec::CandidateSource{*program_, {}, tables_, {}, false});
    const auto make_row = [this](const exec::Candidate& candidate, std::uint64_t) {
      ++made;
      exec::FinishedRow row;
      row.key = candidate.row.key;
      row.fate = exec::FinishedRow::Fate::Whole;
      return std::vector{row};
    };
    rows_ = std::make_unique<exec::SharedRows>(*source_, *store_, make_row, room_);
  }

  std::unique_ptr<exec::InputRows> open() { return std::move(*rows_->opener(plan::make_shape({}))()); }
  /// The numbers of the rows that are left.
  static std::vector<std::uint64_t> read(exec::InputRows& rows) {
    std::vector<std::uint64_t> numbers;
    for (auto row = rows.next(); row.ok() && *row; row = rows.next()) numbers.push_back((*row)->number);
    return numbers;
  }

  int made = 0;

 private:
  std::uint64_t room_;
  std::unique_ptr<store::Store> store_ = store::make_memory_store();
  exec::LoadedTables tables_;
  std::unique_ptr<exec::RowProgram> program_;
  std::unique_ptr<exec::CandidateSource> source_;
  std::unique_ptr<exec::SharedRows> rows_;
};

using Numbers = std::vector<std::uint64_t>;

}  // namespace

TEST_CASE("rows that several read are made once, and none that nobody came to") {
  Shared shared(100);
  const auto first = shared.open();
  CHECK((*first->next())->number == 0);
  CHECK(shared.made == 1);
  CHECK(Shared::read(*shared.open()) == Numbers{0, 1, 2});
  CHECK(Shared::read(*first) == Numbers{1, 2});
  CHECK(shared.made == 3);
}

TEST_CASE("rows that there is no room for are made anew by each reader, in the same order") {
  Shared shared(2);
  CHECK(Shared::read(*shared.open()) == Numbers{0, 1, 2});
  CHECK(Shared::read(*shared.open()) == Numbers{0, 1, 2});
  CHECK(shared.made == 2 + 3 + 3);
}
