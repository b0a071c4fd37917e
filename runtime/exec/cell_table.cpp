#include "runtime/exec/cell_table.h"

#include <utility>

namespace sdg::exec {

CellTable::Claim::Claim(Claim&& other) noexcept : table_(std::exchange(other.table_, nullptr)), key_(other.key_) {}

CellTable::Claim::~Claim() {
  if (table_ == nullptr) return;
  auto taken = table_->taken_.extract(key_);
  taken.mapped().wake_all();
}

CellTable::Claim CellTable::claim(const store::CellKey& key) {
  // Of those that are woken together the first takes the cell, and the others wait for that one.
  for (auto found = taken_.find(key); found != taken_.end(); found = taken_.find(key)) found->second.wait();
  taken_.try_emplace(key);
  return {*this, key};
}

}  // namespace sdg::exec
