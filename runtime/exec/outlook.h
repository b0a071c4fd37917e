#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "runtime/exec/dataset_work.h"
#include "runtime/exec/responder.h"
#include "runtime/exec/run.h"
#include "runtime/exec/shared_rows.h"
#include "runtime/exec/stored_row.h"
#include "runtime/store/store.h"

namespace sdg::exec {

/// The world as those see it who look at a run without running it. All of it lives longer.
struct Outlook {
  const store::Store& store;
  Responders::Factory make_provider;  // who is never asked needs no key
  std::string folder;                 // the pipeline's
};

/// The datasets that a run would go through, as far as the answers in a store reach.
class StoredPlan {
 public:
  /// All live longer. The failure says what of the program or its sources is wrong.
  static Result<std::unique_ptr<StoredPlan>> open(const plan::Plan& plan, const RunOptions& options,
                                                  const Outlook& outlook);
  StoredPlan(const StoredPlan&) = delete;
  StoredPlan& operator=(const StoredPlan&) = delete;

  std::size_t size() const { return works_->size(); }
  /// Null for a dataset that is not gone through.
  DatasetWork* work(std::uint32_t dataset) const { return (*works_)[dataset]; }
  /// Reads what a dataset's expressions name as a whole. Those that it reads must have been made ready before it: they
  /// stand before it in the plan. May block.
  Result<void> make_ready(std::uint32_t dataset);
  /// Of one that is ready.
  const StoredQuestions& questions(std::uint32_t dataset) const { return *questions_[dataset]; }

 private:
  // Of all datasets: a plan should not need the memory of a run, and few programs have more rows between datasets.
  static constexpr std::uint64_t kRowsKept = 65'536;

  StoredPlan(StoredAnswers answers, std::size_t datasets)
      : answers_(std::move(answers)), questions_(datasets), room_(kRowsKept), rows_(datasets) {}
  void add(std::uint32_t dataset, const store::Store& store);

  StoredAnswers answers_;
  std::vector<std::unique_ptr<StoredQuestions>> questions_;
  std::optional<Works> works_;
  std::uint64_t room_;                             // for rows that are kept
  std::vector<std::unique_ptr<SharedRows>> rows_;  // of each dataset, for those that read it
};

}  // namespace sdg::exec
