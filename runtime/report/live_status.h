#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/report/progress.h"

namespace sdg::report {

/// Publishes how far a run is, once a second, for whoever asks from outside.
class LiveStatus final : public Progress {
 public:
  LiveStatus(SteadyClock clock, TextSink sink);

  void draining(std::string_view reason) override;
  void tick() override;

 private:
  void publish();

  TextSink sink_;
  std::chrono::steady_clock::time_point next_;
};

/// The lines for people of what was published; nothing where `json` is something else. Without control characters.
std::optional<std::vector<std::string>> status_lines(std::string_view json);

}  // namespace sdg::report
