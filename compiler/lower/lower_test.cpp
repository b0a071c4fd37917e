#include "compiler/lower/lower_test.h"

#include <fmt/format.h>

#include "compiler/lower/lowerer.h"

namespace sdg::lower {

using namespace syntax;

namespace {

/// The comparison that an expectation is: what both sides came to says why it does not hold.
const BinaryExpr* comparison(const Expr& expr) {
  if (const auto* paren = expr.try_as<ParenExpr>()) return comparison(*paren->inner);
  const auto* binary = expr.try_as<BinaryExpr>();
  return binary && is_comparison(binary->op) ? binary : nullptr;
}

/// No test asks a model: who is not given answers offline, for nothing.
void answer_as_sim(plan::ModelSpec& model) {
  model.base_url = "sim:";
  model.tag = "sim";
  model.api_key = {};
  model.headers.clear();
  model.command = {};
}

class TestLowerer {
 public:
  TestLowerer(const Module& module, const Inputs& inputs, const Places& places, plan::Plan& plan, diag::DiagSink& diags)
      : module_(module),
        test_(*inputs.test),
        plan_(plan),
        lowerer_(module, plan.models, inputs, plan.types, dataset_, nullptr, diags, places) {}

  plan::Dataset lower() {
    dataset_.name = std::string(test_.decl->name.text);
    dataset_.span = test_.decl->name.span;
    dataset_.rows = 1;
    dataset_.on_failure = plan::OnFailure::Keep;
    output_.format = "jsonl";
    output_.path = "-";
    for (const auto& [local, value] : test_.bindings) lowerer_.bind(local, lowerer_.lower_line(*value, "test"));
    for (const Expr* expected : test_.expects) {
      add(*expected);
      const BinaryExpr* compared = comparison(*expected);
      if (!compared) continue;
      add(*compared->left);
      add(*compared->right);
    }
    dataset_.outputs.push_back(std::move(output_));
    plan_.prompts = lowerer_.take_prompts();
    if (!plan_.prompts.empty()) read_all_datasets();
    return std::move(dataset_);
  }

 private:
  void add(const Expr& expr) {
    const std::string name = fmt::format("{}", output_.columns.size());
    const NodeId node = lowerer_.lower_line(expr, "test");
    output_.columns.push_back({name, node, module_.type_of(expr)});
    dataset_.columns.push_back({name, node, module_.type_of(expr), {}, true, expr.span});
  }

  /// What was sent is known once all is done.
  void read_all_datasets() {
    for (std::uint32_t i = 0; i < plan_.datasets.size(); ++i)
      dataset_.tables.push_back({plan::InputSpec::Kind::Dataset, i});
  }

  const Module& module_;
  const sema::TestInfo& test_;
  plan::Plan& plan_;
  plan::Dataset dataset_;
  plan::OutputSpec output_;
  Lowerer lowerer_;
};

}  // namespace

std::vector<Expectation> expectation_columns(const sema::TestInfo& test) {
  std::vector<Expectation> expectations;
  std::size_t next = 0;
  for (const Expr* expected : test.expects) {
    Expectation expectation{expected->span, next++, {}, {}};
    if (comparison(*expected)) {
      expectation.left = next++;
      expectation.right = next++;
    }
    expectations.push_back(expectation);
  }
  return expectations;
}

void add_test_rows(const sema::Module& module, const Inputs& inputs, const Places& places, plan::Plan& plan,
                   diag::DiagSink& diags) {
  for (plan::Dataset& dataset : plan.datasets) {
    dataset.outputs.clear();
    dataset.budget.reset();
    dataset.measures.clear();
  }
  for (plan::ModelSpec& model : plan.models) answer_as_sim(model);
  plan::Dataset rows = TestLowerer(module, inputs, places, plan, diags).lower();
  plan.datasets.push_back(std::move(rows));
}

}  // namespace sdg::lower
