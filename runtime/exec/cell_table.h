#pragma once

#include <memory>
#include <optional>
#include <unordered_map>

#include "runtime/exec/wait_list.h"
#include "runtime/store/records.h"

namespace sdg::exec {

/// The cells that are being answered now, each by one fiber: whoever wants the same one waits, and finds the attempts
/// of those before it.
class CellTable {
  struct Cell {
    std::optional<store::Entry> entry;  // once somebody looked
    bool taken = true;
    WaitList waiting;
  };

 public:
  /// The right to answer a cell, held by one fiber at a time.
  class Claim {
   public:
    Claim(CellTable& table, const store::CellKey& key, std::shared_ptr<Cell> cell)
        : table_(table), key_(key), cell_(std::move(cell)) {}
    ~Claim() { table_.release(key_, *cell_); }
    Claim(const Claim&) = delete;
    Claim& operator=(const Claim&) = delete;

    /// What the store knows of the cell, and what was added since. Nothing until somebody has looked.
    std::optional<store::Entry>& entry() { return cell_->entry; }
    bool is_awaited() const { return !cell_->waiting.empty(); }

   private:
    CellTable& table_;
    store::CellKey key_;
    std::shared_ptr<Cell> cell_;
  };

  bool is_taken(const store::CellKey& key) const;
  /// Suspends the fiber while another one has the cell.
  Claim claim(const store::CellKey& key);

 private:
  void release(const store::CellKey& key, Cell& cell);

  std::unordered_map<store::CellKey, std::shared_ptr<Cell>> cells_;
};

}  // namespace sdg::exec
