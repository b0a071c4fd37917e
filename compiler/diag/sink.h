#pragma once

#include <string>
#include <utility>
#include <vector>

#include "compiler/diag/diagnostic.h"

namespace sdg::diag {

/// Collects what a phase finds wrong. Phases write to it and never print.
class DiagSink {
 public:
  /// Starts a diagnostic with the code's own severity; the caller adds labels and hints to the result.
  Diagnostic& report(Code code, source::Span span, std::string message, std::string label = {});
  void add(Diagnostic diagnostic) { diagnostics_.push_back(std::move(diagnostic)); }
  void add_all(const DiagSink& other) {
    diagnostics_.insert(diagnostics_.end(), other.diagnostics_.begin(), other.diagnostics_.end());
  }

  bool has_errors() const;
  const std::vector<Diagnostic>& all() const { return diagnostics_; }
  /// In source order, exact repetitions dropped.
  std::vector<Diagnostic> sorted() const;

 private:
  std::vector<Diagnostic> diagnostics_;
};

}  // namespace sdg::diag
