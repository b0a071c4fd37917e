#include "runtime/store/key_bytes.h"

#include <algorithm>

#include "runtime/store/bytes.h"

namespace sdg::store {
namespace {

std::string joined(std::string_view prefix, std::string_view rest) {
  std::string key;
  key.reserve(prefix.size() + rest.size());
  key.append(prefix).append(rest);
  return key;
}

}  // namespace

std::string cell_key_bytes(const CellKey& key) { return joined(kCellPrefix, key.view()); }

std::optional<CellKey> read_cell_key(std::string_view bytes) {
  if (!bytes.starts_with(kCellPrefix)) return std::nullopt;
  return CellKey::from_bytes(bytes.substr(kCellPrefix.size()));
}

std::string row_prefix(std::string_view dataset) {
  // The length in front keeps the rows of `ab` apart from those of `a` whose key begins with a b.
  std::string prefix(kRowPrefix);
  ByteWriter(prefix).text(dataset);
  return prefix;
}

std::string row_key_bytes(std::string_view dataset, std::string_view key) {
  auto bytes = row_prefix(dataset);
  const auto begin = bytes.size();
  bytes.resize(begin + key.size());
  std::ranges::reverse_copy(key, bytes.begin() + static_cast<std::ptrdiff_t>(begin));
  return bytes;
}

std::string read_row_key(std::string_view bytes, std::string_view prefix) {
  bytes.remove_prefix(prefix.size());
  return {bytes.rbegin(), bytes.rend()};
}

std::optional<std::string_view> read_row_dataset(std::string_view bytes) {
  if (!bytes.starts_with(kRowPrefix)) return std::nullopt;
  ByteReader reader(bytes.substr(kRowPrefix.size()));
  const auto dataset = reader.text();
  if (!reader.ok()) return std::nullopt;
  return dataset;
}

std::string run_key_bytes(std::string_view id) { return joined(kRunPrefix, id); }

std::string spent_key_bytes(std::string_view dataset) { return joined(kSpentPrefix, dataset); }

std::string after_prefix(std::string_view prefix) {
  std::string next(prefix);
  while (!next.empty() && next.back() == '\xFF') next.pop_back();
  if (!next.empty()) ++next.back();
  return next;
}

}  // namespace sdg::store
