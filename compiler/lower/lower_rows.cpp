#include <fmt/format.h>

#include <cmath>

#include "compiler/lower/dataset_lowerer.h"

namespace sdg::lower {

using namespace syntax;
using diag::Code;
using plan::ValueKind;

void DatasetLowerer::lower_rows(const DatasetLine& line) {
  const auto rows = constant_int(*line.value, "the number of rows");
  if (rows && *rows < 0) diags_.report(Code::BadBound, line.value->span, "there cannot be fewer rows than none");
  dataset_.rows_span = line.span;
  if (rows && *rows >= 0) dataset_.rows = static_cast<std::uint64_t>(*rows);
  for (const Expr* by : line.by) dataset_.rows_by.push_back(lowerer_.lower_line(*by, "rows", deepest()));
  if (!line.second) return;
  const auto within = constant_int(*line.second, "the number of candidates");
  if (within && *within >= 0) dataset_.within = static_cast<std::uint64_t>(*within);
  if (!rows || !within || *within >= *rows) return;
  auto& diagnostic = diags_.report(Code::BadRows, line.second->span,
                                   fmt::format("{} rows cannot be found among {} candidates", *rows, *within));
  diagnostic.others.push_back({line.value->span, "so many are wanted"});
}

void DatasetLowerer::lower_distinct(const DatasetLine& line) {
  plan::DistinctSpec spec;
  spec.span = line.span;
  for (const Expr* value : line.list) spec.values.push_back(lowerer_.lower_line(*value, "distinct", deepest()));
  if (line.second) {
    spec.similar = constant_number(*line.second, "how alike is too alike").value_or(1);
    if (*spec.similar <= 0 || *spec.similar > 1) {
      diags_.report(Code::BadSimilar, line.second->span, "likeness is a number above 0 and up to 1",
                    fmt::format("this is {}", *spec.similar));
    }
  }
  dataset_.distinct.push_back(std::move(spec));
}

void DatasetLowerer::lower_split(const DatasetLine& line) {
  // Shares are written with a few digits, and added in another order by whoever checks them.
  constexpr double kSlack = 1e-9;
  plan::SplitSpec spec;
  spec.span = line.span;
  double sum = 0;
  bool all_known = true;
  for (const Share& share : line.shares) {
    const auto value = constant_number(*share.value, "the share of a part");
    all_known &= value.has_value();
    sum += value.value_or(0);
    spec.shares.push_back({std::string(share.name.text), value.value_or(0)});
    if (value && *value < 0) {
      diags_.report(Code::BadSplit, share.value->span, "a share cannot be less than nothing");
      all_known = false;
    }
  }
  if (all_known && std::abs(sum - 1) > kSlack) {
    auto& diagnostic = diags_.report(Code::BadSplit, line.span, "the shares of a split add up to 1",
                                     fmt::format("these make {}", std::round(sum * 1e9) / 1e9));
    const Share& last = line.shares.back();
    const double left = 1 - (sum - spec.shares.back().share);
    if (sum < 1) {
      diagnostic.hints.push_back({"a part of its own takes the rest: `rest = …`", {}});
    } else if (left > kSlack) {
      const std::string share = fmt::format("{}", std::round(left * 1e9) / 1e9);
      diagnostic.hints.push_back(
          {fmt::format("leave `{}` what is left: `{} = {}`", last.name.text, last.name.text, share),
           {{last.value->span, share}}});
    }
  }
  spec.part = lowerer_.column(info_.by_name.at(sema::kSplitColumn));
  dataset_.split = std::move(spec);
}

void DatasetLowerer::lower_budget(const DatasetLine& line) {
  const Value* dollars = constant(*line.value, "the budget");
  if (dollars && dollars->kind() == ValueKind::Int) dataset_.budget = plan::BudgetSpec{dollars->as_int(), line.span};
}

void DatasetLowerer::lower_on_failure(const DatasetLine& line) {
  switch (line.policy) {
    case FailurePolicy::Drop: dataset_.on_failure = plan::OnFailure::Drop; break;
    case FailurePolicy::Keep: dataset_.on_failure = plan::OnFailure::Keep; break;
    case FailurePolicy::Stop: dataset_.on_failure = plan::OnFailure::Stop; break;
  }
  if (!line.second) return;
  const auto after = constant_int(*line.second, "the number of failures");
  if (after && *after >= 0) dataset_.stop_after = static_cast<std::uint64_t>(*after);
}

}  // namespace sdg::lower
