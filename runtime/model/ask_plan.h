#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/plan/plan.h"
#include "compiler/plan/regex.h"
#include "runtime/model/provider.h"
#include "runtime/value/conform.h"

namespace sdg::model {

/// A field of a request's body, as it is sent.
struct BodyField {
  std::string name;
  std::string json;
};

/// How a provider is told what form the reply must have.
struct SchemaSent {
  enum class Way : std::uint8_t { None, Native, Prompt };
  Way way = Way::None;
  std::string text;      // Native: the field's JSON · Prompt: the sentences behind the last user turn
  bool wrapped = false;  // the value is the one field of an object, for the dialect wants one at the root
};

/// See provider.h. All of it is constant, and none of it is secret.
struct AskPlan {
  const plan::TypeTable& types;
  const plan::ModelSpec& model;
  const plan::Ask& ask;
  std::string dialect;
  std::string tag;       // canonical
  std::string model_id;  // as sent; of the simulator what can change its replies

  std::vector<BodyField> fields;      // constant ones, ours left out, in order of their names
  std::vector<std::string> computed;  // names of the ask's settings that differ from row to row
  SchemaSent schema;

  std::string body_head;         // up to the `[` of the messages, where nothing is computed
  plan::Digest endpoint;         // of the cell key: all that is constant but the fields
  plan::Digest constant_fields;  // of the cell key, where nothing is computed
  std::string recipe_head;       // what is constant of a recipe, its fields where nothing is computed

  std::shared_ptr<const value::Conformer> conformer;
  std::optional<plan::Regex> regex;  // of `reply regex(/…/)`
};

/// The constant fields with a question's computed ones in their places.
std::vector<BodyField> body_fields(const AskPlan& plan, const Prompt& prompt);

/// Whether a body field can change a reply. Output limits cannot change one that ended by itself; others only speak to
/// bills, logs and caches.
bool is_in_key(std::string_view body_field);
/// Whether the field says how long a reply may be.
bool is_output_limit(std::string_view body_field);

/// A plan of `ask` without what the dialect adds (schema, body head, digests).
AskPlan collect_ask(const plan::Plan& plan, const plan::Dataset& dataset, const plan::Ask& ask);

}  // namespace sdg::model
