#include <algorithm>
#include <array>
#include <utility>

#include "runtime/eval/interpreter.h"

namespace sdg::eval {
namespace {

plan::Role role_named(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, plan::Role>, 4> kRoles{{{"system", plan::Role::System},
                                                                                  {"user", plan::Role::User},
                                                                                  {"assistant", plan::Role::Assistant},
                                                                                  {"tool", plan::Role::Tool}}};
  const auto found = std::ranges::find(kRoles, name, &std::pair<std::string_view, plan::Role>::first);
  return found == kRoles.end() ? plan::Role::User : found->second;
}

std::string text_field(const Value& record, std::string_view name) {
  const auto* value = record.field(name);
  return value && !value->is_null() ? plan::to_text(*value) : std::string();
}

Message message_of(const Value& record) {
  Message message{role_named(text_field(record, "role")), text_field(record, "content"), Value(),
                  text_field(record, "tool_call_id")};
  if (const auto* calls = record.field("tool_calls"); calls && calls->is_list()) message.tool_calls = *calls;
  return message;
}

void append_messages(std::vector<Message>& messages, const plan::Turn& turn, const Value& content) {
  if (!turn.splice) {
    messages.push_back({turn.role, plan::to_text(content), Value(), {}});
    return;
  }
  for (const auto& record : content.items()) messages.push_back(message_of(record));
}

}  // namespace

Outcome Interpreter::ask(const Site& site) {
  const auto& asked = dataset_.asks[site.node.payload];
  if (const auto first = start_ask_inputs(asked, site.home); !first.is_ready()) return first;
  site.slot.asked = true;
  site.slot.state = State::Pending;
  for (Frame* frame = &site.home; frame; frame = frame->parent()) frame->holds_questions = true;
  asker_.ask(question_of(site, asked));
  return Outcome::pending();
}

Outcome Interpreter::start_ask_inputs(const plan::Ask& asked, Frame& home) {
  bool all_ready = true;
  Outcome first;
  const auto start = [&](NodeId node) {
    const auto outcome = walk(node, home);
    if (all_ready && !outcome.is_ready()) first = outcome;
    all_ready = all_ready && outcome.is_ready();
  };
  for (const auto& turn : asked.turns) start(turn.content);
  for (const auto& setting : asked.settings) start(setting.value);
  if (all_ready) first.state = State::Ready;
  return first;
}

Question Interpreter::question_of(const Site& site, const plan::Ask& asked) {
  Question question{site.id, &asked, &site.home, {}, {}, sample_number(site.home, asked), identity_of(site.home).key};
  for (const auto& turn : asked.turns) append_messages(question.messages, turn, value_of(turn.content, site.home));
  for (const auto& setting : asked.settings) {
    question.settings.emplace_back(setting.name, value_of(setting.value, site.home));
  }
  return question;
}

std::vector<std::int64_t> Interpreter::sample_number(const Frame& home, const plan::Ask& asked) const {
  std::vector<std::int64_t> positions;
  for (const Frame* frame = &home; frame; frame = frame->parent()) {
    const auto kind = dataset_.blocks[frame->block().index].kind;
    if (kind == plan::BlockKind::Repeat || kind == plan::BlockKind::Iterate) positions.push_back(frame->number);
  }
  std::ranges::reverse(positions);
  if (asked.sample) {
    if (positions.empty()) positions.push_back(0);
    positions.back() = *asked.sample;
  }
  while (!positions.empty() && positions.back() == 0) positions.pop_back();
  return positions;
}

Frame& Interpreter::question_frame(const Question& question, BlockId block, Value local) {
  auto& siblings = question.frame->children(question.node);
  const Site site{question.node, dataset_[question.node], *question.frame, slot_of(question)};
  Frame& frame = add_frame(site, siblings, block);
  frame.local(0) = std::move(local);
  return frame;
}

}  // namespace sdg::eval
