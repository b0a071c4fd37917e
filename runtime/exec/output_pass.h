#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "runtime/exec/finished_rows.h"
#include "runtime/exec/stop.h"
#include "runtime/sink/manifest.h"
#include "runtime/sink/sink.h"

namespace sdg::exec {

/// Writes all outputs of a dataset in one pass over its rows, in their order. Nobody sees a file before all are whole.
class OutputPass {
 public:
  /// Which rows are written. A part of them stands beside the outputs, never in their place.
  enum class Extent : std::uint8_t {
    AllRows,
    FirstRows,
    FinishedRows,  // what is not decided is passed over
  };

  /// All live longer.
  OutputPass(const CandidateSource& source, const store::Store& store, const sink::OpenSink& open_sink, Extent extent)
      : program_(source.program), rows_(source, store), open_sink_(open_sink), extent_(extent) {}

  Result<void, sink::SinkFailure> open();
  /// Some rows more. True while there are others. May block.
  Result<bool, sink::SinkFailure> write_some();
  Result<void, sink::SinkFailure> commit();

  /// Rows that were computed by this pass, for whoever counts: cleared by the caller.
  std::vector<FinishedRow>& computed() { return computed_; }
  std::uint64_t candidates() const { return candidates_; }
  /// Without what ended above the last `each`.
  std::uint64_t rows() const { return candidates_ - childless_; }
  std::uint64_t failed() const { return failed_; }
  /// Rows that came through: whole, filtered out, or written though they failed.
  std::uint64_t through() const { return through_; }
  /// Rows that nothing is known of.
  std::uint64_t unknown() const { return unknown_; }
  /// Among them those that `each` makes rows of, and nobody knows how many.
  std::uint64_t uncounted() const { return uncounted_; }
  /// One an output, in the order of the page; after `commit`.
  const std::vector<sink::WrittenFile>& files() const { return files_; }
  /// A row that nothing is known of: the dataset is not complete after all.
  bool met_unknown() const { return unknown_ > 0; }
  /// What failed was not the writing: a row of a source does not read.
  bool source_failed() const { return source_failed_; }

 private:
  Result<void, sink::SinkFailure> write(const FinishedRow& row);
  void fill_columns(const FinishedRow& row, std::size_t output);
  plan::Value errors(const FinishedRow& row, plan::TypeId type) const;

  const RowProgram& program_;
  FinishedRows rows_;
  const sink::OpenSink& open_sink_;
  Extent extent_;
  std::vector<std::unique_ptr<sink::Sink>> sinks_;
  std::vector<plan::Value> columns_;
  std::vector<FinishedRow> computed_;
  std::uint64_t candidates_ = 0, childless_ = 0, failed_ = 0, through_ = 0, unknown_ = 0, uncounted_ = 0;
  bool source_failed_ = false;
  std::vector<sink::WrittenFile> files_;
};

/// `out/d.jsonl` → `out/d.partial.jsonl`; `-` stays.
std::string partial_path(const std::string& path);

}  // namespace sdg::exec
