#include "runtime/exec/outlook.h"

#include <fmt/format.h>

#include <utility>

#include "runtime/exec/selection.h"

namespace sdg::exec {

void StoredPlan::add(std::uint32_t dataset, const store::Store& store) {
  const auto* its_work = work(dataset);
  if (!its_work) return;
  questions_[dataset] = std::make_unique<StoredQuestions>(its_work->program, answers_, store);
  rows_[dataset] =
      std::make_unique<SharedRows>(its_work->source, store, from_store(*its_work, *questions_[dataset]), room_);
}

Result<std::unique_ptr<StoredPlan>> StoredPlan::open(const plan::Plan& plan, const RunOptions& options,
                                                     const Outlook& outlook) {
  const auto wanted = wanted_datasets(plan, options.only);
  if (!wanted) return Failure{fmt::format("there is no dataset `{}`", *options.only)};
  const auto selection = select(plan, *wanted);
  auto answers = StoredAnswers::make(plan, models_asked(plan, selection), outlook.make_provider);
  if (!answers) return answers.take_failure();
  std::unique_ptr<StoredPlan> result(new StoredPlan(std::move(*answers), plan.datasets.size()));
  auto* self = result.get();
  // Rows are made of works: an upstream dataset has them by the time they are opened.
  const auto upstream = [self](DatasetWork& work, plan::Shape shape) -> InputOpener {
    return [self, &work, shape = std::move(shape)] { return self->rows_[work.program.index]->opener(shape)(); };
  };
  self->works_.emplace(plan, selection, options, outlook.folder, upstream);
  for (std::uint32_t i = 0; i < self->size(); ++i) self->add(i, outlook.store);
  if (auto readable = self->works_->check_sources(); !readable) return readable.take_failure();
  return result;
}

Result<void> StoredPlan::make_ready(std::uint32_t dataset) { return works_->load_tables(*work(dataset), nullptr); }

}  // namespace sdg::exec
