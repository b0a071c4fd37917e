#include "compiler/lower/dataset_lowerer.h"

namespace sdg::lower {

using diag::Code;
using plan::InputSpec;
using plan::InputStep;
using syntax::Expr;

plan::InputSpec DatasetLowerer::lower_input(const sema::InputInfo& input) {
  InputSpec spec{InputSpec::Kind::Values, input.index, {}, std::string(input.alias), input.row, {}, input.span};
  for (const sema::InputStepInfo& step : input.steps) {
    InputStep made{step.kind, 0, {}};
    if (step.start) made.start = constant_int(*step.start, "where a slice begins").value_or(0);
    if (step.end) made.end = constant_int(*step.end, "where a slice ends");
    spec.steps.push_back(made);
  }
  if (const Expr* given = lowerer_.given_rows(input)) {
    list_values(spec, given);
    return spec;
  }
  switch (input.kind) {
    case sema::InputInfo::Kind::Source: spec.kind = InputSpec::Kind::Source; break;
    case sema::InputInfo::Kind::Dataset:
      spec.kind = InputSpec::Kind::Dataset;
      spec.index = places_.datasets[input.index];
      break;
    case sema::InputInfo::Kind::Error:
    case sema::InputInfo::Kind::Values:
      if (input.values) {
        list_values(spec, input.values);
      } else {
        spec.values = plan_.types[input.row].literals;
      }
  }
  return spec;
}

void DatasetLowerer::list_values(InputSpec& spec, const Expr* values) {
  const Value* list = lowerer_.constant_of(lowerer_.lower_line(*values, "from"));
  if (list && list->is_list()) {
    spec.values.assign(list->items().begin(), list->items().end());
  } else if (!inputs_.check_only) {
    diags_.report(Code::NotConstant, values->span, "what a dataset is made from must be known before the run");
  }
}

}  // namespace sdg::lower
