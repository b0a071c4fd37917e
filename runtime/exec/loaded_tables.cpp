#include "runtime/exec/loaded_tables.h"

#include <stdexcept>
#include <vector>

#include "runtime/exec/row_values.h"

namespace sdg::exec {

Result<void> LoadedTables::load(const plan::TableRef& table, const InputOpener& open) {
  const std::pair key(table.kind, table.index);
  if (tables_.contains(key)) return {};
  auto rows = open();
  if (!rows) return rows.take_failure();
  std::vector<plan::Value> values;
  for (;;) {
    auto row = (*rows)->next();
    if (!row) return row.take_failure();
    if (!*row) break;
    values.push_back(std::move((*row)->value));
  }
  tables_.emplace(key, plan::Value::list(std::move(values)));
  return {};
}

const plan::Value& LoadedTables::rows(const plan::TableRef& table) {
  const auto found = tables_.find({table.kind, table.index});
  if (found == tables_.end()) throw std::logic_error("a table is read that was not loaded");
  return found->second;
}

plan::Digest LoadedTables::digest() const {
  plan::Sha256 hash;
  std::string bytes;
  for (const auto& [key, rows] : tables_) {
    for (const auto& row : rows.items()) {
      bytes.clear();
      append_value(bytes, row);
      hash.update(bytes);
    }
    hash.update("|");
  }
  return hash.finish();
}

}  // namespace sdg::exec
