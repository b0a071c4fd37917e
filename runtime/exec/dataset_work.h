#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "runtime/exec/candidates.h"
#include "runtime/exec/loaded_tables.h"
#include "runtime/exec/passed_rows.h"
#include "runtime/exec/run.h"
#include "runtime/exec/selection.h"

namespace sdg::exec {

/// A dataset of a plan and the way to its candidates. Has no state of a run, so that it can be gone through without
/// one.
struct DatasetWork {
  DatasetWork(const plan::Plan& plan, std::uint32_t index, bool others_read, const RunOptions& options)
      : program(plan, index, others_read, options.seed),
        source{program, {}, tables, options.rows, false},
        is_read(others_read) {}
  DatasetWork(const DatasetWork&) = delete;
  DatasetWork& operator=(const DatasetWork&) = delete;

  RowProgram program;
  LoadedTables tables;
  CandidateSource source;
  std::optional<std::string> identity;      // of its outputs
  std::optional<std::uint64_t> candidates;  // where that is known beforehand
  bool writes = false;
  bool is_read = false;
  std::uint64_t failed = 0;  // rows, as far as the dataset itself has gone through them
  PassedRows passed;         // those of a dataset that is only read
  std::vector<const DatasetWork*> reads;

  bool has_output() const { return writes || !is_read; }
  /// Its rows are made as others read them, and it has no pass of its own.
  bool is_only_read() const { return !program.asks && !has_output(); }
  /// The datasets it reads, and those that they read.
  std::vector<const DatasetWork*> above() const;
};

/// The datasets that are gone through, and how each gets at what it reads.
class Works {
 public:
  /// The rows of a dataset as another one reads them, with these fields.
  using Upstream = std::function<InputOpener(DatasetWork& work, plan::Shape shape)>;

  /// All but the selection and `upstream` live longer. `folder`: the pipeline's. `prompts`: what was sent, for a test.
  Works(const plan::Plan& plan, const Selection& selection, const RunOptions& options, const std::string& folder,
        Upstream upstream, const PromptLog* prompts = nullptr);

  std::size_t size() const { return works_.size(); }
  /// Null for a dataset that is not gone through.
  DatasetWork* operator[](std::uint32_t dataset) const { return works_[dataset].get(); }

  /// A file that is missing is told before anything is paid. May block.
  Result<void> check_sources() const;
  /// What the expressions of a dataset name as a whole; what it reads is complete. With a pool it suspends the fiber,
  /// without one it may block.
  Result<void> load_tables(DatasetWork& work, net::Pool* pool) const;

 private:
  void add(std::uint32_t dataset, const Selection& selection, const RunOptions& options);
  InputOpener opener(const plan::InputSpec& input) const;
  InputOpener opener(const plan::TableRef& table) const;

  const plan::Plan& plan_;
  Upstream upstream_;
  const PromptLog* prompts_;
  std::vector<InputOpener> source_openers_;  // source → its rows
  std::vector<std::unique_ptr<DatasetWork>> works_;
};

}  // namespace sdg::exec
