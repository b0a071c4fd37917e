#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "runtime/report/progress.h"

namespace sdg::report {

/// Progress on a terminal: a few lines that are drawn over, ten times a second at most.
class LiveReporter final : public Progress {
 public:
  /// `width`: of the terminal now, in cells.
  LiveReporter(SteadyClock clock, TextSink sink, std::function<std::size_t()> width);

  void tick() override;
  void warned(std::string_view warning) override;
  void draining(std::string_view reason) override;
  /// Draws the last state and leaves the cursor below it. Call it before anything else is written.
  void finish();

 private:
  std::vector<std::string> lines() const;
  void draw();

  TextSink sink_;
  std::function<std::size_t()> width_;
  std::size_t drawn_ = 0;  // lines on the screen that are ours
  std::string last_;
};

}  // namespace sdg::report
