#pragma once

#include <map>
#include <utility>

#include "compiler/plan/digest.h"
#include "runtime/eval/evaluator.h"
#include "runtime/exec/input_rows.h"

namespace sdg::exec {

/// The tables that a dataset's expressions name, whole and in memory.
class LoadedTables final : public eval::Tables {
 public:
  /// Reads all rows. Does nothing where the table is there. May block.
  Result<void> load(const plan::TableRef& table, const InputOpener& open);
  const plan::Value& rows(const plan::TableRef& table) override;
  /// Of all that was loaded: rows that read the tables depend on it.
  plan::Digest digest() const;

 private:
  std::map<std::pair<plan::InputSpec::Kind, std::uint32_t>, plan::Value> tables_;
};

}  // namespace sdg::exec
