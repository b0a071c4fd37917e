#pragma once

#include <functional>
#include <string>

#include "runtime/report/progress.h"

namespace sdg::report {

/// A line of JSON for each request, and for each answer that the store had.
class Metrics final : public Watcher {
 public:
  /// `show_key` makes the JSON of a row key.
  Metrics(TextSink sink, std::function<std::string(std::string_view)> show_key)
      : sink_(std::move(sink)), show_key_(std::move(show_key)) {}

  void call_ends(const Call& call) override;
  void hit(const CallSite& site) override;

 private:
  TextSink sink_;
  std::function<std::string(std::string_view)> show_key_;
};

}  // namespace sdg::report
