#include "runtime/store/record_bytes.h"

#include "runtime/store/bytes.h"

namespace sdg::store {
namespace {

constexpr std::uint8_t kVersion = 1;
constexpr std::uint8_t kRecipe = 'Q';
constexpr std::uint8_t kAttempt = 'A';
constexpr std::uint8_t kAllowance = 'X';
// Without its texts, but with their lengths.
constexpr std::size_t kAttemptBytes = 1 + 4 + 6 * 8 + 1 + 3 * 4;

/// The codes on disk, which must not follow from the order of an enum.
std::uint8_t code_of(Followed followed) {
  switch (followed) {
    case Followed::Nothing: return 0;
    case Followed::Malformed: return 1;
    case Followed::Rejected: return 2;
  }
  return 0;
}

std::optional<Followed> followed_of(std::uint8_t code) {
  if (code == 0) return Followed::Nothing;
  if (code == 1) return Followed::Malformed;
  if (code == 2) return Followed::Rejected;
  return std::nullopt;
}

std::uint8_t code_of(std::optional<bool> kept) { return !kept ? 0 : *kept ? 2 : 1; }

std::optional<bool> kept_of(std::uint8_t code) {
  if (code == 0) return std::nullopt;
  return code == 2;
}

std::optional<Attempt> decode_attempt(ByteReader& reader) {
  Attempt attempt;
  attempt.created_at_ms = reader.i64();
  attempt.latency_ms = reader.u64();
  attempt.output_limit = reader.u64();
  attempt.usage.input_tokens = reader.u64();
  attempt.usage.cached_tokens = reader.u64();
  attempt.usage.output_tokens = reader.u64();
  const auto followed = followed_of(reader.u8());
  attempt.finish = reader.text();
  attempt.model = reader.text();
  attempt.reply = reader.text();
  if (!reader.ok() || !followed) return std::nullopt;
  attempt.followed = *followed;
  return attempt;
}

/// False where the record is not what its kind says. A kind or version of a later sdgc is passed over.
bool read_record(Entry& entry, std::uint8_t kind, std::string_view payload) {
  ByteReader reader(payload);
  if (reader.u8() != kVersion) return true;
  if (kind == kRecipe) {
    entry.recipe = reader.raw(reader.left());
  } else if (kind == kAllowance) {
    entry.extra_attempts += reader.u32();
  } else if (kind == kAttempt) {
    const bool is_next = reader.u32() == entry.attempts.size();
    auto attempt = decode_attempt(reader);
    if (!attempt) return false;
    // An attempt that was committed twice, or whose predecessor is lost, is not one to be counted.
    if (is_next) entry.attempts.push_back(std::move(*attempt));
  }
  return reader.ok();
}

/// The head of a record whose payload, `size` bytes, is written next.
ByteWriter begin_record(std::string& value, std::uint8_t kind, std::size_t size) {
  ByteWriter writer(value);
  writer.u8(kind).length(size);
  return writer;
}

}  // namespace

void append_recipe(std::string& value, std::string_view recipe) {
  begin_record(value, kRecipe, 1 + recipe.size()).u8(kVersion).raw(recipe);
}

void append_attempt(std::string& value, std::uint32_t number, const Attempt& attempt) {
  const auto size = kAttemptBytes + attempt.finish.size() + attempt.model.size() + attempt.reply.size();
  auto writer = begin_record(value, kAttempt, size);
  writer.u8(kVersion).u32(number).i64(attempt.created_at_ms).u64(attempt.latency_ms).u64(attempt.output_limit);
  writer.u64(attempt.usage.input_tokens).u64(attempt.usage.cached_tokens).u64(attempt.usage.output_tokens);
  writer.u8(code_of(attempt.followed)).text(attempt.finish).text(attempt.model).text(attempt.reply);
}

void append_allowance(std::string& value, std::uint32_t extra) {
  begin_record(value, kAllowance, 5).u8(kVersion).u32(extra);
}

std::optional<Entry> decode_entry(std::string_view value) {
  Entry entry;
  ByteReader reader(value);
  while (!reader.at_end()) {
    const auto kind = reader.u8();
    const auto payload = reader.text();
    if (!reader.ok() || !read_record(entry, kind, payload)) return std::nullopt;
  }
  if (entry.attempts.empty()) return std::nullopt;
  return entry;
}

std::string encode_row(const RowRecord& row) {
  std::string value;
  value.reserve(64 + row.cause.size() + row.values.size() + 32 * row.cells.size());
  ByteWriter writer(value);
  writer.u8(kVersion).u8(row.status == RowStatus::Failed ? 1 : 0).u8(code_of(row.kept)).raw(row.fingerprint.view());
  writer.text(row.cause).text(row.values).u32(static_cast<std::uint32_t>(row.cells.size()));
  for (const auto& cell : row.cells) writer.raw(cell.view());
  return value;
}

std::optional<RowRecord> decode_row(std::string_view value) {
  ByteReader reader(value);
  if (reader.u8() != kVersion) return std::nullopt;
  RowRecord row;
  row.status = reader.u8() == 0 ? RowStatus::Finished : RowStatus::Failed;
  row.kept = kept_of(reader.u8());
  const auto fingerprint = plan::Digest::from_bytes(reader.raw(32));
  row.cause = reader.text();
  row.values = reader.text();
  const auto cells = reader.u32();
  if (!reader.ok() || reader.left() != std::size_t{32} * cells) return std::nullopt;
  row.fingerprint = *fingerprint;
  row.cells.reserve(cells);
  while (!reader.at_end()) row.cells.push_back(*CellKey::from_bytes(reader.raw(32)));
  return row;
}

std::string encode_run(const RunRecord& run) {
  std::string value;
  ByteWriter writer(value);
  writer.u8(kVersion).i64(run.started_at_ms).text(run.command).u32(static_cast<std::uint32_t>(run.counts.size()));
  for (const auto& [name, count] : run.counts) writer.text(name).u64(count);
  return value;
}

std::optional<RunRecord> decode_run(std::string_view id, std::string_view value) {
  ByteReader reader(value);
  if (reader.u8() != kVersion) return std::nullopt;
  RunRecord run;
  run.id = id;
  run.started_at_ms = reader.i64();
  run.command = reader.text();
  const auto counts = reader.u32();
  for (std::uint32_t i = 0; i < counts && reader.ok(); ++i) {
    std::string name(reader.text());
    run.counts[std::move(name)] = reader.u64();
  }
  if (!reader.ok() || !reader.at_end()) return std::nullopt;
  return run;
}

std::string encode_amount(std::int64_t amount) {
  std::string value;
  ByteWriter(value).i64(amount);
  return value;
}

std::optional<std::int64_t> decode_amount(std::string_view value) {
  ByteReader reader(value);
  const auto amount = reader.i64();
  if (!reader.ok() || !reader.at_end()) return std::nullopt;
  return amount;
}

}  // namespace sdg::store
