#include "runtime/exec/family_record.h"

#include <algorithm>
#include <utility>

#include "runtime/store/bytes.h"

namespace sdg::exec {
namespace {

using Fate = FinishedRow::Fate;
using store::ByteReader;
using store::ByteWriter;

constexpr std::uint8_t kFamilyVersion = 1;

// Letters, as in the values: these bytes outlive the order of an enum.
constexpr std::uint8_t kWhole = 'W', kFilteredOut = 'K', kFailed = '!';

std::uint8_t letter_of(Fate fate) {
  return fate == Fate::Whole ? kWhole : fate == Fate::Failed ? kFailed : kFilteredOut;
}

std::optional<Fate> fate_of(std::uint8_t letter) {
  if (letter == kWhole) return Fate::Whole;
  if (letter == kFilteredOut) return Fate::FilteredOut;
  return letter == kFailed ? std::optional(Fate::Failed) : std::nullopt;
}

bool has_values(const FinishedRow& row) { return row.fate == Fate::Whole || !row.values.empty(); }

std::string values_of(const FinishedRow& row) {
  return has_values(row) ? encode_row_values(row.values) : std::string();
}

/// What of a row is read.
enum class Part : std::uint8_t { Everything, FateOnly };

bool read_values(const RowProgram& program, std::string_view bytes, Part part, FinishedRow& row) {
  if (part == Part::FateOnly) return true;
  if (bytes.empty()) return row.fate != Fate::Whole;
  auto values = decode_row_values(bytes);
  if (!values || values->size() != program.roots.size()) return false;
  row.values = std::move(*values);
  return true;
}

std::string encode_rows(const StoredFamily& family) {
  std::string out;
  ByteWriter to(out);
  to.u8(kFamilyVersion).u64(family.size).u32(static_cast<std::uint32_t>(family.rows.size()));
  for (const auto& row : family.rows) {
    to.text(row.key).u8(letter_of(row.fate)).u8(row.is_childless ? 1 : 0).text(row.cause).text(values_of(row));
  }
  return out;
}

std::optional<StoredFamily> decode_rows(const RowProgram& program, std::string_view bytes, Part part) {
  ByteReader in(bytes);
  if (in.u8() != kFamilyVersion) return std::nullopt;
  StoredFamily family{{}, in.u64()};
  const auto count = in.u32();
  for (std::uint32_t i = 0; i < count && in.ok(); ++i) {
    FinishedRow row{.key = std::string(in.text()), .from_store = true};
    const auto fate = fate_of(in.u8());
    if (!fate) return std::nullopt;
    row.fate = *fate;
    row.is_childless = in.u8() != 0;
    row.cause = in.text();
    if (!read_values(program, in.text(), part, row)) return std::nullopt;
    family.rows.push_back(std::move(row));
  }
  if (!in.ok() || !in.at_end()) return std::nullopt;
  return family;
}

/// What stands in the store where a row's cells were all decided.
Fate fate_of(const store::RowRecord& record) {
  if (record.status == store::RowStatus::Failed) return Fate::Failed;
  return record.kept.value_or(true) ? Fate::Whole : Fate::FilteredOut;
}

/// Its own `keep`, where that was reached.
std::optional<bool> verdict(const RowProgram& program, const FinishedRow& row) {
  if (program.dataset.keep.empty() || (row.fate == Fate::Failed && row.values.empty())) return std::nullopt;
  return row.fate != Fate::FilteredOut;
}

std::optional<StoredFamily> read(const RowProgram& program, std::string_view key, const store::RowRecord& record,
                                 Part part) {
  if (!program.dataset.each.empty()) return decode_rows(program, record.values, part);
  FinishedRow row{.key = std::string(key), .fate = fate_of(record), .from_store = true};
  row.cause = record.cause;
  if (!read_values(program, record.values, part, row)) return std::nullopt;
  StoredFamily family;
  family.rows.push_back(std::move(row));
  return family;
}

}  // namespace

bool StoredFamily::reaches(std::uint64_t room) const {
  const auto here = std::ranges::count(rows, false, &FinishedRow::is_childless);
  return static_cast<std::uint64_t>(here) >= std::min(size, room);
}

store::RowRecord record_of(const RowProgram& program, const plan::Digest& fingerprint, const StoredFamily& family,
                           std::vector<store::CellKey> cells) {
  store::RowRecord record{.fingerprint = fingerprint, .cause = {}, .values = {}, .cells = std::move(cells), .kept = {}};
  const auto failed = std::ranges::find(family.rows, Fate::Failed, &FinishedRow::fate);
  if (failed != family.rows.end()) {
    record.status = store::RowStatus::Failed;
    record.cause = failed->cause;
  }
  if (program.dataset.each.empty()) {
    record.kept = verdict(program, family.rows.front());
    record.values = values_of(family.rows.front());
  } else {
    record.values = encode_rows(family);
  }
  return record;
}

std::optional<StoredFamily> read_record(const RowProgram& program, std::string_view key,
                                        const store::RowRecord& record) {
  return read(program, key, record, Part::Everything);
}

std::optional<StoredFamily> read_fates(const RowProgram& program, std::string_view key,
                                       const store::RowRecord& record) {
  return read(program, key, record, Part::FateOnly);
}

}  // namespace sdg::exec
