#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "runtime/exec/column_outlook.h"
#include "runtime/exec/dataset_work.h"
#include "runtime/exec/open_asks.h"
#include "runtime/exec/recorded_candidates.h"
#include "runtime/exec/stored_row.h"
#include "runtime/report/forecast.h"

namespace sdg::exec {

/// Goes through the candidates of a dataset and counts what a run would find and ask.
class DatasetOutlook {
 public:
  /// Both live longer.
  DatasetOutlook(DatasetWork& work, const StoredQuestions& questions);

  /// May block.
  Result<void> look();
  /// So many candidates more will come, of which nothing else is known; with `at_least` perhaps more.
  void expect_more(std::uint64_t candidates, bool at_least);
  /// All that is read as a whole is incomplete: nothing of what rows ask can be known.
  Result<void> count_only();

  report::DatasetForecast finish() const;
  /// Candidates whose rows are not decided.
  std::uint64_t undecided() const { return open_; }
  std::uint64_t candidates() const { return result_.candidates; }
  std::uint64_t waiting() const { return result_.waiting; }
  /// Whether those that are not decided may bring any number of rows.
  bool has_unknown_lists() const;

  const RowProgram& program() const { return questions_.program; }
  const std::vector<ColumnOutlook>& asks() const { return asks_; }

 private:
  void look_at(const RecordedCandidates::Recorded& recorded);
  void take_finished(const Candidate& candidate, const store::RowRecord& record);
  void look_into(const Candidate& candidate, const store::RowRecord* record);
  std::string columns_read_by(std::size_t ask) const;

  DatasetWork& work_;
  const StoredQuestions& questions_;
  report::DatasetForecast result_;
  std::vector<ColumnOutlook> asks_;  // one an ask
  std::vector<AskCount> times_;      // ask → how often a candidate asks it
  bool asks_once_ = true;            // each of them, in every row
  std::uint64_t sampled_ = 0, open_ = 0;
  std::uint64_t room_;
};

}  // namespace sdg::exec
