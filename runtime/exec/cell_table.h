#pragma once

#include <unordered_map>

#include "runtime/exec/wait_list.h"
#include "runtime/store/records.h"

namespace sdg::exec {

/// The cells that are being answered now, each for one row: whoever wants the same one waits until its replies are in
/// the store, and finds them there.
class CellTable {
 public:
  /// The right to answer a cell. It goes to the next one when the object goes.
  class Claim {
   public:
    Claim(CellTable& table, const store::CellKey& key) : table_(&table), key_(key) {}
    ~Claim();
    Claim(Claim&& other) noexcept;
    Claim& operator=(Claim&&) = delete;

   private:
    CellTable* table_;  // nothing once it was moved away
    store::CellKey key_;
  };

  bool is_taken(const store::CellKey& key) const { return taken_.contains(key); }
  /// Suspends the fiber while another one has the cell.
  Claim claim(const store::CellKey& key);

 private:
  std::unordered_map<store::CellKey, WaitList> taken_;
};

}  // namespace sdg::exec
