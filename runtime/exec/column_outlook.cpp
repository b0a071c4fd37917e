#include "runtime/exec/column_outlook.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/plan/provider_spec.h"
#include "runtime/model/cell_key.h"

namespace sdg::exec {
namespace {

using State = StoredCell::State;

// As long as nothing is known.
constexpr double kReplyTokens = 256;
constexpr double kPromptTokens = 256;

constexpr const char* kUnknownRow = "no answer of the row is stored";
constexpr const char* kUnknownQuestion = "the row was never asked this";
constexpr const char* kNotAccepted = "no stored reply passes as the program stands";

std::size_t prompt_bytes(const model::AskPlan& plan, const eval::Question& question) {
  std::size_t bytes = plan.schema.text.size();
  for (const auto& message : question.messages) bytes += message.content.size();
  return bytes;
}

std::string changes(const std::vector<RecipeDifference>& differences) {
  std::string names;
  for (const auto& each : differences) names += fmt::format("{}{}", names.empty() ? "" : ", ", each.component);
  return names + (differences.size() == 1 ? " is another" : " are others");
}

/// The most frequent of some reasons.
const std::string* usual(const std::map<std::string, std::uint64_t>& reasons) {
  const auto most = std::ranges::max_element(reasons, {}, [](const auto& each) { return each.second; });
  return most == reasons.end() ? nullptr : &most->first;
}

}  // namespace

void Experience::add(const store::Attempt& attempt, std::optional<std::size_t> bytes) {
  const auto input = static_cast<double>(attempt.usage.input_tokens + attempt.usage.cached_tokens);
  ++answers;
  input_tokens += input;
  output_tokens += static_cast<double>(attempt.usage.output_tokens);
  latency_ms += static_cast<double>(attempt.latency_ms);
  if (!bytes || input == 0) return;
  prompt_bytes += static_cast<double>(*bytes);
  prompt_tokens += input;
}

Experience& Experience::operator+=(const Experience& more) {
  answers += more.answers;
  prompt_bytes += more.prompt_bytes;
  prompt_tokens += more.prompt_tokens;
  input_tokens += more.input_tokens;
  output_tokens += more.output_tokens;
  latency_ms += more.latency_ms;
  return *this;
}

void ColumnOutlook::learn(const StoredCell& cell) {
  if (cell.entry.attempts.empty()) return;
  experience_.add(cell.entry.attempts.back(), prompt_bytes(plan_, cell.question));
}

void ColumnOutlook::add(const StoredCell& cell, FormerCells& former, bool row_is_known) {
  learn(cell);
  switch (cell.state) {
    case State::Found:
    case State::Failed: ++counts_.found; return;
    case State::Open: ++counts_.depends; return;
    case State::AskOn:
      ++counts_.again;
      ++counts_.reasons[kNotAccepted];
      break;
    case State::Missing: add_missing(cell, former, row_is_known); break;
  }
  known_bytes_ += static_cast<double>(prompt_bytes(plan_, cell.question));
  ++known_prompts_;
}

void ColumnOutlook::add_missing(const StoredCell& cell, FormerCells& former, bool row_is_known) {
  if (!row_is_known) {
    ++counts_.fresh;
    ++counts_.reasons[kUnknownRow];
    return;
  }
  if (!wants_reasons()) {
    ++(counts_.stale >= counts_.fresh ? counts_.stale : counts_.fresh);
    if (const auto* reason = usual(counts_.reasons)) ++counts_.reasons[*reason];
    return;
  }
  ++looked_at_;
  const auto& question = cell.question;
  const auto match = former.take(
      read_recipe(model::recipe(plan_, {question.messages, question.settings, question.row_key, question.sample})));
  if (match) return note_match(*match);
  ++counts_.fresh;
  ++counts_.reasons[kUnknownQuestion];
}

void ColumnOutlook::note_match(const FormerCells::Match& match) {
  ++counts_.stale;
  ++counts_.reasons[changes(match.differences)];
  experience_.add(match.attempt, std::nullopt);
  if (match.differences.size() != 1 || match.differences.front().component != "tag") return;
  const auto& tag = match.differences.front();
  auto& move = tag_moves_[tag.before];
  move.before = tag.before;
  move.now = tag.now;
  ++move.cells;
}

double ColumnOutlook::input_tokens(const Experience& known) const {
  const double a_byte = known.prompt_bytes > 0 ? known.prompt_tokens / known.prompt_bytes : 1 / model::kBytesPerToken;
  double a_prompt = kPromptTokens;
  if (known_prompts_ > 0) {
    a_prompt = known_bytes_ * a_byte / static_cast<double>(known_prompts_);
  } else if (known.answers > 0) {
    a_prompt = known.input_tokens / static_cast<double>(known.answers);
  }
  return known_bytes_ * a_byte + static_cast<double>(counts_.depends) * a_prompt;
}

report::ColumnForecast ColumnOutlook::finish(const Experience& others) const {
  const auto& known = experience_.answers > 0 ? experience_ : others;
  auto result = counts_;
  result.column = plan_.ask.column;
  result.model = model_.name;
  const auto requests = static_cast<double>(result.requests());
  result.input_tokens = input_tokens(known);
  result.output_tokens =
      requests * (known.answers > 0 ? known.output_tokens / static_cast<double>(known.answers) : kReplyTokens);
  if (plan::answers_as_sim(model_) || requests == 0) return result;
  result.cost_nano_dollars.reset();
  if (const auto& price = model_.price) {
    const double sum = result.input_tokens * static_cast<double>(price->input) +
                       result.output_tokens * static_cast<double>(price->output);
    result.cost_nano_dollars = static_cast<std::int64_t>(sum / 1e6);
  }
  return result;
}

}  // namespace sdg::exec
