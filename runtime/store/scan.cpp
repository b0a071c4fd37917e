#include "runtime/store/scan.h"

#include <limits>
#include <memory>
#include <string>

#include "runtime/store/key_bytes.h"

namespace sdg::store {
namespace {

constexpr std::size_t kPositionSize = 8;
constexpr std::uint64_t kLastPosition = std::numeric_limits<std::uint64_t>::max();

std::uint64_t position_of(std::string_view prefix, std::string_view key) {
  std::uint64_t position = 0;
  for (std::size_t i = 0; i < kPositionSize; ++i) {
    const auto at = prefix.size() + i;
    position = position << 8 | (at < key.size() ? static_cast<unsigned char>(key[at]) : 0);
  }
  return position;
}

std::string key_at(std::string_view prefix, std::uint64_t position) {
  std::string key(prefix);
  for (int shift = 56; shift >= 0; shift -= 8) key += static_cast<char>(position >> shift & 0xFF);
  return key;
}

/// The records that begin with one prefix.
class Range {
 public:
  Range(rocksdb::DB& db, std::string_view prefix)
      : db_(db), prefix_(prefix), end_(after_prefix(prefix)), bound_(end_) {}
  Range(const Range&) = delete;
  Range& operator=(const Range&) = delete;

  /// A new iterator for each place: one that has met damage may answer wrongly when it is moved.
  std::unique_ptr<rocksdb::Iterator> from(const std::string& key) const {
    rocksdb::ReadOptions options;
    options.iterate_upper_bound = &bound_;
    // A scan reads each block once: it must not push what the run needs out of the cache.
    options.fill_cache = false;
    std::unique_ptr<rocksdb::Iterator> records(db_.NewIterator(options));
    records->Seek(key);
    return records;
  }

  std::unique_ptr<rocksdb::Iterator> from_begin() const { return from(prefix_); }

  /// The next place behind the damage that follows `last_key`; without a record where there is none.
  std::unique_ptr<rocksdb::Iterator> from_behind_damage(std::string_view last_key) const {
    auto damaged = position_of(prefix_, last_key);
    auto readable = some_readable(damaged);
    while (readable - damaged > 1) {
      const auto middle = damaged + (readable - damaged) / 2;
      (readable_at(middle) ? readable : damaged) = middle;
    }
    return from(key_at(prefix_, readable));
  }

 private:
  bool readable_at(std::uint64_t position) const { return from(key_at(prefix_, position))->status().ok(); }

  /// The first readable one of those 1, 2, 4 … steps away, so that damage far behind does not matter.
  std::uint64_t some_readable(std::uint64_t damaged) const {
    for (std::uint64_t step = 1; step <= kLastPosition - damaged; step *= 2) {
      if (readable_at(damaged + step)) return damaged + step;
      if (step > kLastPosition / 2) break;
    }
    return kLastPosition;
  }

  rocksdb::DB& db_;
  std::string prefix_;
  std::string end_;
  rocksdb::Slice bound_;
};

/// False where the visitor has enough.
bool visit_to_damage(rocksdb::Iterator& records, std::string& last_key, const RecordVisitor& visit) {
  for (; records.Valid(); records.Next()) {
    last_key = records.key().ToString();
    if (!visit(last_key, records.value().ToStringView())) return false;
  }
  return true;
}

}  // namespace

Scanned scan(rocksdb::DB& db, std::string_view prefix, const RecordVisitor& visit) {
  const Range range(db, prefix);
  Scanned scanned;
  std::string last_key;
  auto records = range.from_begin();
  while (visit_to_damage(*records, last_key, visit)) {
    if (!records->status().IsCorruption()) {
      scanned.status = records->status();
      break;
    }
    ++scanned.damaged_places;
    records = range.from_behind_damage(last_key);
    if (!records->Valid()) break;
  }
  return scanned;
}

}  // namespace sdg::store
