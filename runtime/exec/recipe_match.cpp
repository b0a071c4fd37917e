#include "runtime/exec/recipe_match.h"

#include <algorithm>

#include "compiler/plan/json_reader.h"

namespace sdg::exec {
namespace {

const std::string* find(const Recipe& recipe, std::string_view component) {
  const auto found =
      std::ranges::find(recipe, component, [](const auto& part) { return std::string_view(part.first); });
  return found == recipe.end() ? nullptr : &found->second;
}

}  // namespace

Recipe read_recipe(std::string_view json) {
  Recipe recipe;
  const auto value = plan::read_json(json);
  if (!value || !value->is_record()) return recipe;
  for (std::size_t i = 0; i < value->fields().size(); ++i) {
    const auto& text = value->fields()[i];
    if (text.is_string()) recipe.emplace_back((*value->shape())[i], text.text());
  }
  return recipe;
}

std::vector<RecipeDifference> differences(const Recipe& before, const Recipe& now) {
  std::vector<RecipeDifference> found;
  for (const auto& [component, text] : now) {
    const auto* other = find(before, component);
    if (!other || *other != text) found.push_back({component, other ? *other : std::string(), text});
  }
  for (const auto& [component, text] : before) {
    if (!find(now, component)) found.push_back({component, text, {}});
  }
  return found;
}

bool is_alike(const Recipe& now, std::size_t differences) { return differences * 2 < now.size(); }

FormerCells::FormerCells(const store::Store& store, const std::vector<store::CellKey>& cells,
                         const std::vector<store::CellKey>& present) {
  for (const auto& key : cells) {
    if (std::ranges::find(present, key) != present.end()) continue;
    auto entry = store.find(key);
    if (!entry || entry->attempts.empty()) continue;
    cells_.push_back({read_recipe(entry->recipe), std::move(entry->attempts.back())});
  }
}

std::optional<FormerCells::Match> FormerCells::take(const Recipe& now) {
  auto best = cells_.end();
  std::vector<RecipeDifference> least;
  for (auto cell = cells_.begin(); cell != cells_.end(); ++cell) {
    auto found = differences(cell->recipe, now);
    if (!is_alike(now, found.size()) || (best != cells_.end() && found.size() >= least.size())) continue;
    best = cell;
    least = std::move(found);
  }
  if (best == cells_.end()) return std::nullopt;
  Match match{std::move(least), std::move(best->attempt)};
  cells_.erase(best);
  return match;
}

}  // namespace sdg::exec
