#include "runtime/store/walk.h"

#include <memory>

#include "runtime/store/key_bytes.h"

namespace sdg::store {
namespace {

// A step to the next record costs a tenth of a search.
constexpr int kSteps = 8;

/// To the first record that is not before `key`.
void go_to(rocksdb::Iterator& records, const rocksdb::Slice& key) {
  const auto is_before = [&] { return records.Valid() && records.key().compare(key) < 0; };
  for (int step = 0; step < kSteps && is_before(); ++step) records.Next();
  if (is_before()) records.Seek(key);
}

}  // namespace

std::size_t walk(rocksdb::DB& db, std::string_view prefix, std::span<const std::string> keys,
                 const RecordFinder& found) {
  if (keys.empty()) return 0;
  const auto end = after_prefix(prefix);
  const rocksdb::Slice bound(end);
  rocksdb::ReadOptions options;
  options.iterate_upper_bound = &bound;
  const std::unique_ptr<rocksdb::Iterator> records(db.NewIterator(options));
  records->Seek(keys.front());
  for (std::size_t place = 0; place < keys.size(); ++place) {
    go_to(*records, keys[place]);
    if (!records->Valid()) return records->status().ok() ? keys.size() : place;
    if (records->key() == keys[place]) found(place, records->value().ToStringView());
  }
  return keys.size();
}

}  // namespace sdg::store
