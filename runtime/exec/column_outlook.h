#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "runtime/exec/recipe_match.h"
#include "runtime/exec/stored_row.h"
#include "runtime/report/forecast.h"

namespace sdg::exec {

/// What stored answers took: what answers to come are expected to take.
struct Experience {
  std::uint64_t answers = 0;
  double prompt_bytes = 0;  // of those whose prompt is known
  double prompt_tokens = 0;
  double input_tokens = 0, output_tokens = 0;
  double latency_ms = 0;

  void add(const store::Attempt& attempt, std::optional<std::size_t> bytes);
  Experience& operator+=(const Experience& more);
};

/// A tag that answers are stored under, and would be found under again.
struct TagMove {
  std::string before, now;
  std::uint64_t cells = 0;
};

/// The questions of one ask, counted as a forecast goes through the rows.
class ColumnOutlook {
 public:
  ColumnOutlook(const plan::ModelSpec& model, const model::AskPlan& plan) : model_(model), plan_(plan) {}

  /// A question that came up, and the answers its row had before.
  void add(const StoredCell& cell, FormerCells& former, bool row_is_known);
  void add_found(std::uint64_t cells) { counts_.found += cells; }
  void add_depending(std::uint64_t cells, bool at_least) {
    counts_.depends += cells;
    counts_.at_least |= at_least && cells > 0;
  }
  void learn(const StoredCell& cell);

  /// Whether it is worth looking up what the row had before: after so many cells the others are taken for the same.
  bool wants_reasons() const { return looked_at_ < kLookedAt; }
  const Experience& experience() const { return experience_; }
  const std::map<std::string, TagMove>& tag_moves() const { return tag_moves_; }

  /// `others`: of the same model.
  report::ColumnForecast finish(const Experience& others) const;

 private:
  static constexpr std::uint64_t kLookedAt = 1000;

  void add_missing(const StoredCell& cell, FormerCells& former, bool row_is_known);
  void note_match(const FormerCells::Match& match);
  double input_tokens(const Experience& known) const;

  const plan::ModelSpec& model_;
  const model::AskPlan& plan_;
  report::ColumnForecast counts_;
  Experience experience_;
  double known_bytes_ = 0;  // of prompts that would be sent
  std::uint64_t known_prompts_ = 0;
  std::uint64_t looked_at_ = 0;
  std::map<std::string, TagMove> tag_moves_;  // by the tag before
};

}  // namespace sdg::exec
