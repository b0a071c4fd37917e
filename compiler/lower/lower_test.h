#pragma once

#include "compiler/lower/lower.h"

namespace sdg::lower {

/// The plan of one test: the program with what the test gives in place, every model answering as `sim`, and nothing
/// written. Its last dataset is the test itself, one row whose columns are what it expects (see expectation_columns).
plan::Plan lower_test(const sema::Module& module, const sema::TestInfo& test, const source::SourceMap& sources,
                      const Inputs& inputs, diag::DiagSink& diags);

/// Where in the test's row an expectation stands: whether it holds and, of a comparison, its two sides.
struct Expectation {
  source::Span span;
  std::size_t holds;
  std::optional<std::size_t> left, right;
};
std::vector<Expectation> expectation_columns(const sema::TestInfo& test);

}  // namespace sdg::lower
