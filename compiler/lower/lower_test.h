#pragma once

#include <optional>
#include <vector>

#include "compiler/lower/lower.h"
#include "compiler/lower/places.h"

namespace sdg::lower {

/// Turns the plan of a program, in which a test's `given` stand in their places already, into the plan of that test:
/// every model answers as `sim`, no dataset writes, measures or has a budget, and the last one is the test itself, one
/// row whose columns are what it expects (see expectation_columns).
void add_test_rows(const sema::Module& module, const Inputs& inputs, const Places& places, plan::Plan& plan,
                   diag::DiagSink& diags);

/// Where in the test's row an expectation stands: whether it holds and, of a comparison, its two sides.
struct Expectation {
  source::Span span;
  std::size_t holds;
  std::optional<std::size_t> left, right;
};
std::vector<Expectation> expectation_columns(const sema::TestInfo& test);

}  // namespace sdg::lower
