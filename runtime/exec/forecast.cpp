#include "runtime/exec/forecast.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <utility>

#include "compiler/plan/provider_spec.h"
#include "compiler/plan/sim_options.h"
#include "runtime/exec/dataset_outlook.h"
#include "runtime/exec/keyless_rows.h"
#include "runtime/report/numbers.h"

namespace sdg::exec {
namespace {

using plan::InputSpec;

class Forecaster {
 public:
  Forecaster(const plan::Plan& plan, const RunOptions& options, StoredPlan& stored)
      : plan_(plan), options_(options), stored_(stored), looks_(plan.datasets.size()) {}

  Result<report::Forecast> forecast() {
    if (auto looked = look(); !looked) return looked.take_failure();
    return result();
  }

  /// Only at what asks: the others have no tags.
  Result<void> look_at_asking() {
    for (std::uint32_t i = 0; i < stored_.size(); ++i) {
      auto* work = stored_.work(i);
      if (!work || work->program.dataset.asks.empty()) continue;
      if (auto ready = stored_.make_ready(i); !ready) return ready;
      auto& look = *(looks_[i] = std::make_unique<DatasetOutlook>(*work, stored_.questions(i)));
      if (auto looked = look.look(); !looked) return looked;
    }
    return {};
  }

  /// `counted`: all rows were looked at.
  std::vector<std::string> tag_warnings(bool counted) const {
    std::map<std::pair<std::string, std::string>, TagMove> moves;  // by model and tag before
    for (const auto& look : looks_) {
      for (std::size_t i = 0; look && i < look->asks().size(); ++i) {
        const auto& model = plan_.models[look->program().dataset.asks[i].model.index].name;
        for (const auto& [before, move] : look->asks()[i].tag_moves()) {
          auto& sum = moves[{model, before}];
          sum = {move.before, move.now, sum.cells + move.cells};
        }
      }
    }
    std::vector<std::string> warnings;
    for (const auto& [where, move] : moves) warnings.push_back(tag_warning(where.first, move, counted));
    return warnings;
  }

 private:
  Result<void> look() {
    for (std::uint32_t i = 0; i < stored_.size(); ++i) {
      if (!stored_.work(i)) continue;
      if (auto looked = look_at(*stored_.work(i)); !looked) return looked;
    }
    return {};
  }

  Result<void> look_at(DatasetWork& work) {
    const auto& dataset = work.program.dataset;
    const auto index = work.program.index;
    if (auto ready = stored_.make_ready(index); !ready) return ready;
    auto& look = *(looks_[index] = std::make_unique<DatasetOutlook>(work, stored_.questions(index)));
    if (!dataset.key.empty() && !work.source.checks_keys) {
      if (auto checked = check_keys(work.source); !checked) return checked.take_failure();
    }
    if (reads_incomplete_table(dataset)) return look.count_only();
    if (auto looked = look.look(); !looked) return looked;
    return expect_more(work, look);
  }

  bool is_incomplete(std::uint32_t dataset) const {
    return looks_[dataset]->undecided() > 0 || looks_[dataset]->waiting() > 0;
  }

  bool reads_incomplete_table(const plan::Dataset& dataset) const {
    return std::ranges::any_of(dataset.tables, [this](const plan::TableRef& table) {
      return table.kind == InputSpec::Kind::Dataset && is_incomplete(table.index);
    });
  }

  static Result<std::uint64_t> count_rows(const InputOpener& open) {
    auto rows = open();
    if (!rows) return rows.take_failure();
    for (std::uint64_t count = 0;; ++count) {
      auto row = (*rows)->next();
      if (!row) return row.take_failure();
      if (!*row) return count;
    }
  }

  /// The candidates that rows of other datasets will bring which are not there yet.
  Result<void> expect_more(const DatasetWork& work, DatasetOutlook& look) {
    const auto& dataset = work.program.dataset;
    const bool waits = std::ranges::any_of(dataset.inputs, [this](const plan::InputSpec& input) {
      return input.kind == InputSpec::Kind::Dataset && is_incomplete(input.index);
    });
    if (!waits) return {};
    std::uint64_t all = 1;
    bool at_least = false;
    for (std::size_t i = 0; i < dataset.inputs.size(); ++i) {
      auto rows = count_rows(work.source.inputs[i]);
      if (!rows) return rows.take_failure();
      const auto& input = dataset.inputs[i];
      if (input.kind == InputSpec::Kind::Dataset) {
        const auto& upstream = *looks_[input.index];
        *rows += upstream.undecided() + upstream.waiting();
        at_least |= upstream.has_unknown_lists();
      }
      all *= *rows;
    }
    const auto most = std::min(dataset.rows.value_or(UINT64_MAX), work.source.limit.value_or(UINT64_MAX));
    look.expect_more(std::min(all, most) - std::min({all, most, look.candidates()}), at_least && all < most);
    return {};
  }

  report::Forecast result() const {
    report::Forecast result;
    for (std::uint32_t i = 0; i < stored_.size(); ++i) {
      if (!looks_[i]) continue;
      auto dataset = looks_[i]->finish();
      note_places(*stored_.work(i), dataset);
      result.datasets.push_back(std::move(dataset));
    }
    result.warnings = tag_warnings(true);
    add_models(result);
    return result;
  }

  /// What is paid for again if the lines of a file without a key move.
  void note_places(const DatasetWork& work, report::DatasetForecast& dataset) const {
    if (!pays_for_places(work.program.dataset)) return;
    std::uint64_t answers = dataset.finished_cells;
    for (const auto& column : dataset.columns) answers += column.found + column.requests();
    dataset.notes.push_back(fmt::format("{}: up to {}",
                                        keyless_warning(plan_, work.program.dataset, work.source.inputs),
                                        report::counted(answers, "answer")));
  }

  void add_models(report::Forecast& result) const {
    for (std::uint32_t i = 0; i < plan_.models.size(); ++i) {
      report::ModelForecast model{plan_.models[i].name};
      double tokens = 0;
      for (const auto& dataset : result.datasets) {
        for (const auto& column : dataset.columns) {
          if (column.model != model.model) continue;
          model.requests += column.requests();
          model.at_least |= column.at_least;
          tokens += column.input_tokens + column.output_tokens;
        }
      }
      if (model.requests == 0) continue;
      estimate_time(plan_.models[i], tokens, experience_of({i}), model);
      result.models.push_back(std::move(model));
    }
  }

  Experience experience_of(plan::ModelId model) const {
    Experience sum;
    for (const auto& look : looks_) {
      for (std::size_t i = 0; look && i < look->asks().size(); ++i) {
        if (look->program().dataset.asks[i].model == model) sum += look->asks()[i].experience();
      }
    }
    return sum;
  }

  static std::optional<double> latency_ms(const plan::ModelSpec& model, const Experience& known) {
    if (known.answers > 0) return known.latency_ms / static_cast<double>(known.answers);
    if (!plan::answers_as_sim(model)) return std::nullopt;
    const auto options = plan::sim_options(model);
    return options ? std::optional(static_cast<double>(options->latency.count())) : std::nullopt;
  }

  /// The longest of what concurrency, requests a minute and tokens a minute make of it.
  void estimate_time(const plan::ModelSpec& model, double tokens, const Experience& known,
                     report::ModelForecast& result) const {
    const auto at_once = std::max(1U, options_.concurrency.value_or(model.concurrency));
    const auto requests = static_cast<double>(result.requests);
    double seconds = -1;
    const auto note = [&](double takes, std::string limit) {
      if (takes <= seconds) return;
      seconds = takes;
      result.limit = std::move(limit);
    };
    if (const auto latency = latency_ms(model, known)) {
      note(std::ceil(requests / at_once) * *latency / 1000,
           fmt::format("{} at once, {:.1f} s an answer", at_once, *latency / 1000));
    }
    if (model.requests_per_minute)
      note(requests / *model.requests_per_minute * 60, fmt::format("{} requests a minute", *model.requests_per_minute));
    if (model.tokens_per_minute)
      note(tokens / *model.tokens_per_minute * 60, fmt::format("{} tokens a minute", *model.tokens_per_minute));
    if (seconds >= 0) {
      result.time = std::chrono::seconds(std::llround(std::ceil(seconds)));
    } else {
      result.limit = fmt::format("{} at once; no stored answer says how long one takes", at_once);
    }
  }

  static std::string tag_warning(const std::string& model, const TagMove& move, bool counted) {
    return fmt::format(
        "`{}`: {} would be paid for again only because the model's tag was \"{}\" and is \"{}\"; if the same weights "
        "answer, write `tag = \"{}\"` into `model {}`",
        model, counted ? report::counted(move.cells, "answer") : "stored answers", move.before, move.now, move.before,
        model);
  }

  const plan::Plan& plan_;
  const RunOptions& options_;
  StoredPlan& stored_;
  std::vector<std::unique_ptr<DatasetOutlook>> looks_;
};

/// Whether the first rows of all datasets can be looked at without reading the others, and without taking from stdin
/// what the run will want.
bool stand_alone(const plan::Plan& plan) {
  return std::ranges::none_of(plan.sources, [](const plan::SourceSpec& source) { return source.path == "-"; }) &&
         std::ranges::none_of(plan.datasets,
                              [](const plan::Dataset& dataset) { return dataset.shuffle || !dataset.tables.empty(); });
}

}  // namespace

std::vector<std::string> moved_tags(const plan::Plan& plan, const RunOptions& options, const Outlook& outlook) {
  constexpr std::uint64_t kFirstRows = 20;
  if (!stand_alone(plan)) return {};
  auto first = options;
  first.rows = std::min(kFirstRows, options.rows.value_or(kFirstRows));
  auto stored = StoredPlan::open(plan, first, outlook);
  if (!stored) return {};
  Forecaster forecaster(plan, first, **stored);
  // What is wrong with a row is told by whoever runs it.
  if (!forecaster.look_at_asking()) return {};
  return forecaster.tag_warnings(false);
}

Result<report::Forecast> forecast(const plan::Plan& plan, const RunOptions& options, const Outlook& outlook) {
  auto stored = StoredPlan::open(plan, options, outlook);
  if (!stored) return stored.take_failure();
  return Forecaster(plan, options, **stored).forecast();
}

}  // namespace sdg::exec
