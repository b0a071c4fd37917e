#include "runtime/exec/cell_table.h"

namespace sdg::exec {

bool CellTable::is_taken(const store::CellKey& key) const {
  const auto found = cells_.find(key);
  return found != cells_.end() && found->second->taken;
}

CellTable::Claim CellTable::claim(const store::CellKey& key) {
  auto& place = cells_[key];
  if (!place) {
    place = std::make_shared<Cell>();
    return Claim(*this, key, place);
  }
  const auto cell = place;
  while (cell->taken) cell->waiting.wait();
  cell->taken = true;
  return Claim(*this, key, cell);
}

void CellTable::release(const store::CellKey& key, Cell& cell) {
  cell.taken = false;
  if (!cell.waiting.empty()) return cell.waiting.wake_all();
  // A fiber that was woken and has not run yet holds the cell too; it will release it in its turn.
  const auto found = cells_.find(key);
  if (found->second.use_count() <= 2) cells_.erase(found);
}

}  // namespace sdg::exec
