#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "runtime/report/latencies.h"

namespace sdg::report {

/// Tokens, each counted once: `input` is without what was `cached`.
struct Tokens {
  std::uint64_t input = 0, cached = 0, output = 0;
  std::uint64_t total() const { return input + cached + output; }
  Tokens& operator+=(const Tokens& more);
};

/// What the questions of one column came to in this run.
struct ColumnTally {
  std::string column;
  std::uint64_t calls = 0;     // requests sent, retries among them
  std::uint64_t hits = 0;      // cells that the store knew
  std::uint64_t retries = 0;   // after transport errors, 429 and 5xx
  std::uint64_t failures = 0;  // cells without a value
  Tokens tokens;
  Latencies latencies;
  std::optional<std::int64_t> cost_nano_dollars = 0;  // nothing where a price is unknown
  std::map<std::string, std::uint64_t> models;        // as reported → replies
};

/// A failed cell, to be shown.
struct FailureSample {
  std::string row_key;  // as JSON
  std::string column;
  std::string cause;  // stable name
  std::string message;
};

/// What became of a dataset in this run. Each candidate is counted once: as taken, computed, failed or unfinished.
struct DatasetTally {
  std::string dataset;
  std::uint64_t taken = 0;                        // finished before, taken from the store
  std::uint64_t computed = 0;                     // finished now
  std::uint64_t failed = 0;                       // a cell that is needed has no value
  std::uint64_t unfinished = 0;                   // the run ended before all of it was asked
  std::uint64_t dropped = 0;                      // of the finished: not kept by `keep`
  bool complete = false;                          // every candidate is decided
  bool barren = false;                            // rows failed, none came through: no output is replaced
  bool only_read = false;                         // its rows are made as others read them, and not counted
  std::map<std::string, std::uint64_t> failures;  // stable cause → cells
  std::vector<ColumnTally> columns;               // those that ask, in the order of the page
  std::vector<FailureSample> samples;             // the first few
  std::vector<std::string> written;               // paths of the outputs
  std::uint64_t written_rows = 0;                 // of the first output

  std::uint64_t candidates() const { return taken + computed + failed + unfinished; }
};

/// The sum over columns; `column` is empty.
ColumnTally total(const DatasetTally& dataset);

}  // namespace sdg::report
