#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compiler/plan/digest.h"

namespace sdg::store {

/// What a question is known by: the digest of all that can change its reply.
using CellKey = plan::Digest;
/// An encoded list of tagged values (compiler/plan/ENCODING.md). The store compares its bytes and looks no further.
using RowKey = std::string;

/// What the attempt before had come to, so that the same conversation can be rebuilt.
enum class Followed : std::uint8_t {
  Nothing,    // the first, or asked afresh
  Malformed,  // a reply that failed its format or type
  Rejected,   // a reply that `where` did not accept
};

struct Usage {
  std::uint64_t input_tokens = 0;
  std::uint64_t cached_tokens = 0;
  std::uint64_t output_tokens = 0;
  bool operator==(const Usage&) const = default;
};

/// One reply, as it arrived. Whether it is a value is found anew each time it is read.
struct Attempt {
  std::string reply;   // the bytes that whoever asked knows how to read
  std::string finish;  // why it ended: `stop`, `length`, `content_filter`, `refusal`, `tool_calls` …
  std::string model;   // as the provider reported it
  Usage usage;
  std::uint64_t latency_ms = 0;
  std::int64_t created_at_ms = 0;  // since 1970, UTC
  std::uint64_t output_limit = 0;  // tokens it was allowed; 0: no limit
  Followed followed = Followed::Nothing;
  bool operator==(const Attempt&) const = default;
};

/// All that was ever answered to one question, in order.
struct Entry {
  std::string recipe;  // JSON: what the key was made of, for `why`
  std::vector<Attempt> attempts;
  std::uint32_t extra_attempts = 0;  // allowed on top of the usual number by `--retry failed`
  bool operator==(const Entry&) const = default;
};

enum class RowStatus : std::uint8_t { Finished, Failed };

/// A row whose cells have all been decided. Nothing in it depends on other rows.
struct RowRecord {
  plan::Digest fingerprint;
  RowStatus status = RowStatus::Finished;
  std::string cause;   // stable name, of a failed row
  std::string values;  // as the caller encoded them
  std::vector<CellKey> cells;
  std::optional<bool> kept;  // its own `keep`; nothing where there is none or it was not reached
  bool operator==(const RowRecord&) const = default;
};

/// One run over this store.
struct RunRecord {
  std::string id;
  std::int64_t started_at_ms = 0;
  std::string command;
  std::map<std::string, std::uint64_t> counts;
  bool operator==(const RunRecord&) const = default;
};

}  // namespace sdg::store
