#include "runtime/report/live_reporter.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "compiler/diag/display_line.h"
#include "runtime/report/progress_text.h"

namespace sdg::report {
namespace {

// A block that is higher than the terminal cannot be drawn over.
constexpr std::size_t kMostDatasets = 8;
constexpr std::size_t kNarrowest = 20;

std::string cut_to(const std::string& text, std::size_t width) {
  const diag::DisplayLine line(text, 8);
  if (line.width() <= width) return line.text({0, line.width()});
  return line.text({0, width - 1}) + "…";
}

}  // namespace

LiveReporter::LiveReporter(SteadyClock clock, TextSink sink, std::function<std::size_t()> width)
    : Progress(std::move(clock)), sink_(std::move(sink)), width_(std::move(width)) {}

std::vector<std::string> LiveReporter::lines() const {
  std::vector<std::string> shown;
  std::size_t more = 0;
  for (const auto& dataset : datasets()) {
    if (shown.size() < kMostDatasets) {
      shown.push_back(dataset_text(dataset));
    } else {
      ++more;
    }
  }
  if (more > 0) shown.push_back(fmt::format("and {} more", more));
  shown.push_back("  " + activity_text(*this));
  return shown;
}

void LiveReporter::draw() {
  // The last cell stays free: some terminals begin a new line when it is filled.
  const auto width = std::max(width_(), kNarrowest) - 1;
  std::string text;
  std::size_t count = 0;
  for (const auto& line : lines()) {
    text += "\r\x1b[K" + cut_to(line, width) + "\n";
    ++count;
  }
  // Whoever types meanwhile breaks the block; drawing less often breaks it less.
  if (text == last_) return;
  const auto up = drawn_ > 0 ? fmt::format("\x1b[{}A", drawn_) : std::string();
  sink_(up + text);
  drawn_ = count;
  last_ = std::move(text);
}

void LiveReporter::tick() {
  if (!datasets().empty()) draw();
}

/// Above the block, which is drawn after all warnings.
void LiveReporter::warned(std::string_view warning) { sink_(fmt::format("warning: {}\n", warning)); }

void LiveReporter::draining(std::string_view reason) {
  Progress::draining(reason);
  draw();
}

void LiveReporter::finish() {
  if (drawn_ > 0) draw();
  drawn_ = 0;
  last_.clear();
}

}  // namespace sdg::report
