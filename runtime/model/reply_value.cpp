#include "runtime/model/reply_value.h"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <utility>

#include "compiler/plan/regex.h"
#include "runtime/model/ask_plan.h"
#include "runtime/model/openai_body.h"
#include "runtime/model/reply_parts.h"
#include "runtime/value/json_schema.h"
#include "runtime/value/lenient.h"
#include "runtime/value/scalar_reader.h"

namespace sdg::model {
namespace {

using plan::ReplyFormat;
using plan::TypeId;
using plan::TypeKind;
using plan::Value;
using Conformed = Result<Value, value::Violations>;

value::Violations violation(std::string path, std::string text) { return {{std::move(path), std::move(text)}}; }

Reading to_reading(Conformed conformed) {
  if (conformed) return std::move(*conformed);
  Violations violations;
  for (const auto& each : conformed.failure()) violations.sentences.push_back(value::to_sentence(each));
  return violations;
}

/// The outcome that a reply's end is, if it is one.
std::optional<Outcome> outcome_of(Finish finish) {
  switch (finish) {
    case Finish::Length: return Outcome::Length;
    case Finish::ContentFilter: return Outcome::ContentFilter;
    case Finish::Refusal: return Outcome::Refusal;
    case Finish::Stop:
    case Finish::ToolCalls:
    case Finish::Other: return std::nullopt;
  }
  return std::nullopt;
}

std::optional<plan::ValueKind> wanted_kind(const plan::TypeTable& types, TypeId type) {
  const auto kind = types[types.required(type)].kind;
  // What is optional may also be null.
  if (types.is_optional(type)) return std::nullopt;
  if (kind == TypeKind::Record) return plan::ValueKind::Record;
  if (kind == TypeKind::List) return plan::ValueKind::List;
  return std::nullopt;
}

/// Reads replies of one ask.
class Reader {
 public:
  explicit Reader(const AskPlan& plan) : plan_(plan), types_(plan.types), conformer_(*plan.conformer) {}

  /// `whole` with the prefill before it, `said` without.
  Conformed read(std::string_view whole, std::string_view said) const {
    const auto& args = plan_.ask.format.args;
    switch (plan_.ask.format.kind) {
      case ReplyFormat::Kind::Text:
      case ReplyFormat::Kind::Scalar: return read_text(plan_.ask.reply, whole);
      case ReplyFormat::Kind::Json: return read_json(whole, said);
      case ReplyFormat::Kind::Sections: return fill(find_sections(whole, args), "the section `{}` is missing");
      case ReplyFormat::Kind::Tags: return fill(find_tags(whole, args), "`<{0}>…</{0}>` is missing");
      case ReplyFormat::Kind::Code:
        return read_text(plan_.ask.reply, find_code(whole, args.empty() ? "" : args.front()));
      case ReplyFormat::Kind::Regex: return by_regex(whole);
      case ReplyFormat::Kind::Whole: break;
    }
    return violation({}, "this format is no text");
  }

 private:
  Conformed read_json(std::string_view whole, std::string_view said) const {
    auto value = json_of(plan_.ask.reply, whole, plan_.schema.wrapped);
    // Some servers begin anew instead of going on from the prefill.
    if (!value && whole.size() != said.size()) {
      if (auto alone = json_of(plan_.ask.reply, said, plan_.schema.wrapped)) value = std::move(alone);
    }
    return value;
  }

  Conformed json_of(TypeId type, std::string_view text, bool wrapped) const {
    if (wrapped) {
      const auto found = value::find_json(text, plan::ValueKind::Record);
      const auto* inner = found ? found->field(value::kWrapperField) : nullptr;
      if (inner) return conformer_.conform(type, *inner);
    }
    const auto found = value::find_json(text, wanted_kind(types_, type));
    if (!found) return violation({}, found.failure().message);
    return conformer_.conform(type, *found);
  }

  /// A string as it is, a scalar as it is written, anything else as JSON.
  Conformed read_text(TypeId type, std::string_view text) const {
    switch (types_[types_.required(type)].kind) {
      case TypeKind::String: return conformer_.conform(type, Value::string(std::string(without_blanks(text))));
      case TypeKind::List:
      case TypeKind::Record:
      case TypeKind::Json: return json_of(type, text, false);
      default: return value::read_scalar(conformer_, type, text);
    }
  }

  /// The fields of the record in order, or the first part for any other type.
  Conformed fill(const std::vector<Part>& parts, std::string_view missing) const {
    const auto type = types_.required(plan_.ask.reply);
    const bool is_record = types_[type].kind == TypeKind::Record;
    value::Violations violations;
    std::vector<std::string> names;
    std::vector<Value> values;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (!parts[i]) {
        violations.push_back({{}, fmt::format(fmt::runtime(missing), name_of_part(i))});
        continue;
      }
      if (!is_record) return read_text(plan_.ask.reply, *parts[i]);
      if (i >= types_[type].fields.size()) break;
      const auto& field = types_[type].fields[i];
      if (auto value = read_part(field, *parts[i], violations)) {
        names.push_back(field.name);
        values.push_back(std::move(*value));
      }
    }
    if (!violations.empty()) return violations;
    return conformer_.conform(type, Value::record(plan::make_shape(std::move(names)), std::move(values)));
  }

  std::string name_of_part(std::size_t place) const {
    const auto& args = plan_.ask.format.args;
    return plan_.ask.format.kind == ReplyFormat::Kind::Regex ? std::to_string(place + 1) : args[place];
  }

  std::optional<Value> read_part(const plan::Field& field, std::string_view text, value::Violations& violations) const {
    if (text.empty() && types_.is_optional(field.type)) return Value();
    auto value = read_text(field.type, text);
    if (value) return std::move(*value);
    for (auto& each : value.take_failure()) {
      const bool joins = !each.path.empty() && each.path.front() != '[';
      each.path = field.name + (joins ? "." : "") + each.path;
      violations.push_back(std::move(each));
    }
    return std::nullopt;
  }

  Conformed by_regex(std::string_view text) const {
    if (!plan_.regex) return violation({}, "the regular expression of `reply` cannot be read");
    const auto groups = plan_.regex->first_match(text);
    if (groups.empty())
      return violation({}, fmt::format("nothing in the reply matches /{}/", plan_.ask.format.args.front()));
    std::vector<Part> parts;
    for (std::size_t i = groups.size() > 1 ? 1 : 0; i < groups.size(); ++i)
      parts.emplace_back(without_blanks(groups[i]));
    return fill(parts, "group {} of the regular expression is missing");
  }

  const AskPlan& plan_;
  const plan::TypeTable& types_;
  const value::Conformer& conformer_;
};

/// A tool call's arguments are the model's text: kept as such where it is no JSON.
Value arguments_of(const std::string& text) {
  auto parsed = value::read_json(text);
  return parsed ? std::move(*parsed) : Value::string(text);
}

Value tool_calls_of(const Reply& reply) {
  static const auto shape = plan::make_shape({"id", "name", "arguments"});
  std::vector<Value> calls;
  for (const auto& call : reply.tool_calls) {
    calls.push_back(
        Value::record(shape, {Value::string(call.id), Value::string(call.name), arguments_of(call.arguments)}));
  }
  return Value::list(std::move(calls));
}

/// The language's `Reply`.
Value whole_reply(const Reply& reply) {
  static const auto shape =
      plan::make_shape({"text", "reasoning", "model", "finish", "input_tokens", "output_tokens", "tool_calls"});
  return Value::record(
      shape, {Value::string(reply.text), reply.reasoning ? Value::string(*reply.reasoning) : Value(),
              Value::string(reply.model), Value::string(std::string(name(reply.finish))),
              Value(reply.usage.input + reply.usage.cached), Value(reply.usage.output), tool_calls_of(reply)});
}

}  // namespace

Reading read_value(const AskPlan& plan, const std::vector<value::Message>& messages, const Reply& reply) {
  if (plan.ask.format.kind == ReplyFormat::Kind::Whole) {
    return to_reading(plan.conformer->conform(plan.ask.reply, whole_reply(reply)));
  }
  if (const auto outcome = outcome_of(reply.finish)) return *outcome;
  const auto begun = prefill(messages);
  if (begun.empty()) return to_reading(Reader(plan).read(reply.text, reply.text));
  return to_reading(Reader(plan).read(std::string(begun) + reply.text, reply.text));
}

std::string feedback(const Violations& violations) {
  std::string text = "Your last reply does not have the form that was asked for:\n";
  for (const auto& sentence : violations.sentences) text += "- " + sentence + "\n";
  return text + "Answer again, whole and corrected, and with nothing else.";
}

std::vector<value::Message> rejection_turns(const Reply& reply, std::string said) {
  // Servers refuse an empty turn.
  auto rejected = without_blanks(reply.text).empty() ? std::string("(nothing)") : reply.text;
  std::vector<value::Message> turns;
  turns.push_back({plan::Role::Assistant, std::move(rejected), {}, {}});
  turns.push_back({plan::Role::User, std::move(said), {}, {}});
  return turns;
}

}  // namespace sdg::model
