#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "compiler/source/result.h"

namespace sdg::plan {

struct ModelSpec;

/// How the offline model behaves. Probabilities are shares of the cells, or of the tries of one.
struct SimOptions {
  std::string name;                                 // words without `=`
  std::chrono::milliseconds latency{0}, jitter{0};  // a reply takes latency ± up to jitter
  double fail = 0;                                  // of tries: 500, 503 or a lost connection; a retry may succeed
  double limit = 0;                                 // of tries: 429
  double malformed = 0;                             // of attempts: a reply without the asked form
  double refuse = 0;                                // of cells
  double cut = 0;                                   // of cells: ended by the output limit
  std::int64_t seed = 0;

  /// What of this can change a reply that arrives: stands in the cell key in place of the id as it is written, so that
  /// a slower or less reliable simulator goes on where another one stopped.
  std::string identity() const;
};

/// What such a text says wrongly: `part` of it is the name of an option, or the value of one.
struct SimMistake {
  std::string message;
  std::string_view part;
  bool is_name = false;
};
/// The names of the options, in the order in which they are told.
std::span<const std::string_view> sim_option_names();

/// `small, latency=50ms, malformed=0.1`; a mistake points into `text`.
Result<SimOptions, SimMistake> read_sim_options(std::string_view text);
/// What stands behind `sim:` in a base URL; empty where that is another address.
std::string_view sim_text(std::string_view base_url);
/// From the id of a `sim(…)`, or from behind `sim:` in the base URL of any other provider.
Result<SimOptions, SimMistake> sim_options(const ModelSpec& model);

}  // namespace sdg::plan
