#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "runtime/exec/dataset_scene.h"
#include "runtime/exec/dataset_work.h"
#include "runtime/exec/output_pass.h"
#include "runtime/exec/recorded_candidates.h"

namespace sdg::exec {

/// Computes the rows of a dataset and, when all are decided, writes its outputs. What it reads is complete.
class DatasetRun {
 public:
  /// Both live longer.
  DatasetRun(RunContext& run, DatasetWork& work);

  /// Suspends the fiber until no row is in work any more.
  void run();
  const report::DatasetTally& tally() const { return scene_.tally; }

 private:
  /// A candidate and what the store says of it.
  struct Looked {
    Candidate candidate;
    plan::Digest fingerprint;
    std::optional<StoredFamily> stored;  // whole, and of the present program
  };
  using Chunk = std::vector<Looked>;

  bool compute_rows();
  Result<Chunk> look_at_some(RecordedCandidates& candidates) const;
  void start(Crew& rows, Looked looked);
  bool take(Looked& looked);
  void count_taken(const StoredFamily& family, std::uint64_t room);
  bool is_stopped_above() const;
  bool must_stop() const;

  void write_outputs();
  void write_and_commit(OutputPass& pass);
  bool write_all(OutputPass& pass);
  void count_computed(OutputPass& pass);
  void finish_outputs(OutputPass& pass);
  sink::Manifest manifest(const OutputPass& pass, const sink::WrittenFile& file) const;
  bool check(const Result<void, sink::SinkFailure>& done);

  RunContext& run_;
  DatasetWork& work_;
  DatasetScene scene_;
  std::vector<const DatasetWork*> stop_above_;
};

}  // namespace sdg::exec
