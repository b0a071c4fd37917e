#include "runtime/exec/dataset_work.h"

#include <algorithm>
#include <stdexcept>
#include <unordered_set>
#include <utility>

#include "runtime/exec/finished_rows.h"
#include "runtime/exec/prompt_log.h"
#include "runtime/net/pool.h"

namespace sdg::exec {
namespace {

using plan::InputSpec;

/// Of a dataset that another one looks at as a whole, every row is wanted; of any other the first ones alone.
bool is_cut_short(const plan::Plan& plan, const Selection& selection, std::uint32_t index) {
  for (std::size_t i = 0; i < plan.datasets.size(); ++i) {
    if (!selection.runs[i]) continue;
    const auto& reader = plan.datasets[i];
    const bool is_table = std::ranges::any_of(reader.tables, [index](const plan::TableRef& table) {
      return table.kind == InputSpec::Kind::Dataset && table.index == index;
    });
    const auto read = datasets_read(reader);
    const bool needs_all = reader.shuffle || !reader.each.empty();
    if (is_table || (needs_all && std::ranges::find(read, index) != read.end())) return false;
  }
  return true;
}

std::optional<std::uint64_t> candidates_known(const plan::Dataset& dataset, std::optional<std::uint64_t> limit) {
  if (!dataset.each.empty()) return std::nullopt;  // their lists say how many rows there will be
  const auto rows = dataset.inputs.empty() ? std::optional(dataset.rows.value_or(1)) : dataset.rows;
  return rows && limit ? std::min(*rows, *limit) : rows;
}

plan::Shape fields_of(const plan::Plan& plan, plan::TypeId row) {
  std::vector<std::string> names;
  for (const auto& field : plan.types[row].fields) names.push_back(field.name);
  return plan::make_shape(std::move(names));
}

}  // namespace

std::vector<const DatasetWork*> DatasetWork::above() const {
  std::vector<const DatasetWork*> found = reads;
  std::unordered_set<const DatasetWork*> known(found.begin(), found.end());
  for (std::size_t i = 0; i < found.size(); ++i) {
    for (const auto* work : found[i]->reads) {
      if (known.insert(work).second) found.push_back(work);
    }
  }
  return found;
}

Works::Works(const plan::Plan& plan, const Selection& selection, const RunOptions& options, const std::string& folder,
             Upstream upstream, const PromptLog* prompts)
    : plan_(plan), upstream_(std::move(upstream)), prompts_(prompts), works_(plan.datasets.size()) {
  for (const auto& source : plan.sources) source_openers_.push_back(open_source_rows(plan, source, folder));
  for (std::uint32_t i = 0; i < works_.size(); ++i) {
    if (selection.runs[i]) add(i, selection, options);
  }
}

void Works::add(std::uint32_t dataset, const Selection& selection, const RunOptions& options) {
  auto& work = *(works_[dataset] = std::make_unique<DatasetWork>(plan_, dataset, selection.is_read[dataset], options));
  const auto& spec = work.program.dataset;
  if (!is_cut_short(plan_, selection, dataset)) work.source.limit.reset();
  work.candidates = candidates_known(spec, work.source.limit);
  work.writes = selection.writes[dataset];
  for (const auto read : datasets_read(spec)) work.reads.push_back(works_[read].get());
  for (const auto& input : spec.inputs) {
    work.source.inputs.push_back(opener(input));
    if (input.kind == InputSpec::Kind::Dataset && !spec.key.empty()) work.source.checks_keys = true;
  }
}

InputOpener Works::opener(const plan::InputSpec& input) const {
  switch (input.kind) {
    case InputSpec::Kind::Source: return source_openers_[input.index];
    case InputSpec::Kind::Dataset: return upstream_(*works_[input.index], fields_of(plan_, input.row));
    case InputSpec::Kind::Values:
    case InputSpec::Kind::Prompts: break;
  }
  return open_values(input);
}

InputOpener Works::opener(const plan::TableRef& table) const {
  switch (table.kind) {
    case InputSpec::Kind::Source: return source_openers_[table.index];
    case InputSpec::Kind::Dataset: return upstream_(*works_[table.index], column_shape(works_[table.index]->program));
    case InputSpec::Kind::Prompts: {
      const auto sent = std::make_shared<plan::InputSpec>();
      sent->kind = InputSpec::Kind::Values;
      if (prompts_) sent->values = prompts_->texts(plan_.prompts[table.index]);
      return [sent, open = open_values(*sent)] { return open(); };
    }
    case InputSpec::Kind::Values: break;
  }
  throw std::logic_error("a list is no table");
}

Result<void> Works::check_sources() const {
  std::vector<bool> read(plan_.sources.size());
  for (const auto& work : works_) {
    if (!work) continue;
    for (const auto& input : work->program.dataset.inputs) {
      if (input.kind == InputSpec::Kind::Source) read[input.index] = true;
    }
    for (const auto& table : work->program.dataset.tables) {
      if (table.kind == InputSpec::Kind::Source) read[table.index] = true;
    }
  }
  for (std::size_t i = 0; i < read.size(); ++i) {
    if (!read[i]) continue;
    if (const auto opened = source_openers_[i](); !opened) return opened.failure();
  }
  return {};
}

Result<void> Works::load_tables(DatasetWork& work, net::Pool* pool) const {
  for (const auto& table : work.program.dataset.tables) {
    const auto open = opener(table);
    const auto load = [&] { return work.tables.load(table, open); };
    if (auto loaded = pool ? pool->run(load) : load(); !loaded) return loaded;
  }
  work.program.bind_tables(work.tables.digest());
  return {};
}

}  // namespace sdg::exec
