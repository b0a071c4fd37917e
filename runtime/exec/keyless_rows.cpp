#include "runtime/exec/keyless_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "compiler/plan/value_hash.h"

namespace sdg::exec {
namespace {

using plan::InputSpec;
using plan::Value;
using plan::ValueKind;

constexpr int kRowsLookedAt = 1'000;

bool can_be_a_key(const Value& value) {
  constexpr ValueKind kinds[] = {ValueKind::Int, ValueKind::String, ValueKind::Date, ValueKind::DateTime};
  return std::ranges::find(kinds, value.kind()) != std::end(kinds);
}

/// A column that had no value twice so far.
struct Telling {
  std::string name;
  std::unordered_set<Value, plan::ValueHash> seen;
};

std::vector<Telling> scalar_columns(const Value& row) {
  std::vector<Telling> columns;
  for (const std::string& name : *row.shape()) {
    if (can_be_a_key(*row.field(name))) columns.push_back({name, {}});
  }
  return columns;
}

/// The first column that tells the first rows apart.
std::optional<std::string> telling_column(const InputOpener& open) {
  auto rows = open();
  if (!rows) return {};
  std::optional<std::vector<Telling>> columns;
  for (int i = 0; i < kRowsLookedAt; ++i) {
    const auto row = (*rows)->next();
    if (!row || !*row) break;
    const Value& value = (*row)->value;
    if (!value.is_record()) return {};
    if (!columns) columns = scalar_columns(value);
    std::erase_if(*columns, [&](Telling& column) {
      const Value* cell = value.field(column.name);
      return !cell || !can_be_a_key(*cell) || !column.seen.insert(*cell).second;
    });
  }
  return columns && !columns->empty() ? std::optional(columns->front().name) : std::nullopt;
}

/// `key p.id, style`, where every part of it is known.
std::optional<std::string> suggested_key(const plan::Dataset& dataset, const std::vector<InputOpener>& inputs) {
  std::string key;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const InputSpec& input = dataset.inputs[i];
    std::string part = input.alias;
    if (input.kind == InputSpec::Kind::Dataset) return {};
    if (input.kind == InputSpec::Kind::Source) {
      const auto column = telling_column(inputs[i]);
      if (!column) return {};
      part += "." + *column;
    }
    key += (key.empty() ? "" : ", ") + part;
  }
  return key;
}

}  // namespace

bool pays_for_places(const plan::Dataset& dataset) {
  const bool reads_file =
      std::ranges::any_of(dataset.inputs, [](const InputSpec& input) { return input.kind == InputSpec::Kind::Source; });
  return dataset.key.empty() && reads_file && !dataset.asks.empty();
}

std::string keyless_warning(const plan::Plan& plan, const plan::Dataset& dataset,
                            const std::vector<InputOpener>& inputs) {
  std::string files;
  for (const InputSpec& input : dataset.inputs) {
    if (input.kind != InputSpec::Kind::Source) continue;
    files += fmt::format("{}`{}`", files.empty() ? "" : " and ", plan.sources[input.index].path);
  }
  const std::string what = fmt::format(
      "`{}` has no `key`, so its rows are known by their place in {}: after a line that is put in between, all are "
      "paid "
      "for anew",
      dataset.name, files);
  const auto key = suggested_key(dataset, inputs);
  return key ? fmt::format("{}; `key {}` would know them by what they are", what, *key) : what;
}

}  // namespace sdg::exec
