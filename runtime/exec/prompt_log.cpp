#include "runtime/exec/prompt_log.h"

#include <algorithm>
#include <utility>

namespace sdg::exec {

void PromptLog::note(const Turn& turn, const plan::Ask& ask, std::string text) {
  const bool asks_model = !ask.given || !ask.given->by_generator;
  entries_.push_back({turn, asks_model ? std::optional(ask.model) : std::nullopt, ask.caller, std::move(text)});
}

std::vector<plan::Value> PromptLog::texts(const plan::PromptList& list) const {
  std::vector<const Entry*> found;
  for (const Entry& entry : entries_) {
    const bool is_asked = list.model ? entry.model == list.model : entry.caller == list.caller;
    if (is_asked) found.push_back(&entry);
  }
  std::ranges::stable_sort(found, {},
                           [](const Entry* entry) { return std::pair(entry->turn.dataset, entry->turn.row); });
  std::vector<plan::Value> texts;
  texts.reserve(found.size());
  for (const Entry* entry : found) texts.push_back(plan::Value::string(entry->text));
  return texts;
}

}  // namespace sdg::exec
