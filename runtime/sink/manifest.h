#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compiler/source/result.h"
#include "runtime/sink/sink.h"

namespace sdg::sink {

/// What a column's models said they are, and how often: two names under one column are worth a look.
struct ColumnModels {
  std::string column;
  std::map<std::string, std::uint64_t> replies;  // model as reported → replies
};

/// What a finished output is: stands beside it as NAME.run.json.
struct Manifest {
  WrittenFile file;
  std::string dataset;
  std::string plan_fingerprint;  // hex
  std::int64_t seed = 0;
  std::uint64_t rows = 0;  // written
  std::uint64_t candidates = 0;
  std::uint64_t failed_rows = 0;
  std::uint64_t failed_above = 0;                 // rows of the datasets it reads
  std::map<std::string, std::uint64_t> failures;  // stable cause → cells
  std::uint64_t requests = 0;                     // of this run
  std::uint64_t memo_hits = 0;
  std::uint64_t input_tokens = 0, cached_tokens = 0, output_tokens = 0;
  std::optional<std::int64_t> cost_nano_dollars;  // nothing where a price is unknown
  std::vector<ColumnModels> models;
  std::map<std::string, double> measures;
  std::string sdgc_version;
  std::string edition = "1";
};

/// `out/data.jsonl.run.json`
std::string manifest_path(const std::string& output_path);

std::string to_json(const Manifest& manifest);
/// Written whole or not at all.
Result<void, SinkFailure> write_manifest(const Manifest& manifest);
/// Nothing where there is none, or none that reads.
std::optional<Manifest> read_manifest(const std::string& output_path);

/// Whether the output is there as this manifest says, made by the plan with this fingerprint, without a failure.
bool is_current(const Manifest& manifest, const std::string& plan_fingerprint);

}  // namespace sdg::sink
