#include "tests/support/loopback_schema.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/support/loopback_replies.h"

namespace sdg::test {
namespace {

using Json = nlohmann::ordered_json;

// Deep enough for any type written by hand; below it recursive types take their shortest way out.
constexpr int kDeep = 6;
constexpr int kTooDeep = 40;
constexpr std::int64_t kArraySlack = 2;

class Instance {
 public:
  Instance(const Json& root, std::uint64_t seed) : root_(root), random_{seed} {}

  Json of(const Json& schema, int depth);

 private:
  Json of_type(const std::string& type, const Json& schema, int depth);
  Json one_of(const Json& choices, int depth);
  Json referenced(const std::string& pointer, int depth);
  Json object(const Json& schema, int depth);
  Json array(const Json& schema, int depth);
  Json text(const Json& schema);
  Json integer(const Json& schema);
  Json decimal(const Json& schema);

  const Json& root_;
  Random random_;
};

std::string type_of(const Json& schema, bool deep, Random& random) {
  const auto type = schema.value("type", Json());
  if (type.is_string()) return type.get<std::string>();
  if (type.is_array() && !type.empty()) {
    if (deep && std::ranges::find(type, Json("null")) != type.end()) return "null";
    return type[random.below(type.size())].get<std::string>();
  }
  if (schema.contains("properties")) return "object";
  if (schema.contains("items") || schema.contains("prefixItems")) return "array";
  return "string";
}

bool ends_soon(const Json& schema) {
  return !schema.contains("$ref") && !schema.contains("properties") && !schema.contains("items");
}

Json Instance::of(const Json& schema, int depth) {
  if (!schema.is_object() || depth > kTooDeep) return nullptr;
  if (schema.contains("const")) return schema["const"];
  if (schema.contains("enum")) return schema["enum"].at(random_.below(schema["enum"].size()));
  if (schema.contains("$ref")) return referenced(schema["$ref"].get<std::string>(), depth);
  for (const auto* key : {"anyOf", "oneOf"}) {
    if (schema.contains(key)) return one_of(schema[key], depth);
  }
  if (schema.contains("allOf") && schema["allOf"].size() == 1) return of(schema["allOf"][0], depth);
  return of_type(type_of(schema, depth > kDeep, random_), schema, depth);
}

Json Instance::of_type(const std::string& type, const Json& schema, int depth) {
  if (type == "object") return object(schema, depth);
  if (type == "array") return array(schema, depth);
  if (type == "integer") return integer(schema);
  if (type == "number") return decimal(schema);
  if (type == "boolean") return random_.below(2) == 1;
  if (type == "null") return nullptr;
  return text(schema);
}

Json Instance::one_of(const Json& choices, int depth) {
  if (depth > kDeep) {
    for (const auto& choice : choices) {
      if (ends_soon(choice)) return of(choice, depth + 1);
    }
  }
  return of(choices.at(random_.below(choices.size())), depth + 1);
}

Json Instance::referenced(const std::string& pointer, int depth) {
  if (pointer == "#") return of(root_, depth + 1);
  return of(root_.at(Json::json_pointer(pointer.substr(1))), depth + 1);
}

Json Instance::object(const Json& schema, int depth) {
  Json result = Json::object();
  const auto properties = schema.value("properties", Json::object());
  for (const auto& [name, property] : properties.items()) result[name] = of(property, depth + 1);
  return result;
}

Json Instance::array(const Json& schema, int depth) {
  Json result = Json::array();
  for (const auto& item : schema.value("prefixItems", Json::array())) result.push_back(of(item, depth + 1));
  if (!schema.contains("items") || !schema["items"].is_object()) return result;
  const auto least = schema.value("minItems", std::int64_t{depth > kDeep ? 0 : 1});
  const auto most = std::min(schema.value("maxItems", least + kArraySlack), least + kArraySlack);
  const auto size =
      depth > kDeep ? least
                    : least + static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(most - least) + 1));
  while (static_cast<std::int64_t>(result.size()) < size) result.push_back(of(schema["items"], depth + 1));
  return result;
}

Json Instance::text(const Json& schema) {
  const auto format = schema.value("format", std::string());
  if (format == "date") return "2024-0" + std::to_string(1 + random_.below(9)) + "-17";
  if (format == "date-time") return "2024-05-1" + std::to_string(random_.below(10)) + "T12:00:00Z";
  auto result = words(random_, 3);
  const auto least = schema.value("minLength", std::size_t{0});
  while (result.size() < least) result += " " + words(random_, 3);
  const auto most = schema.value("maxLength", result.size());
  return result.substr(0, most);
}

Json Instance::integer(const Json& schema) {
  auto least = schema.value("minimum", std::int64_t{0});
  if (schema.contains("exclusiveMinimum")) least = schema["exclusiveMinimum"].get<std::int64_t>() + 1;
  auto most = std::max(least, std::int64_t{100});
  if (schema.contains("maximum")) most = schema["maximum"].get<std::int64_t>();
  if (schema.contains("exclusiveMaximum")) most = schema["exclusiveMaximum"].get<std::int64_t>() - 1;
  if (!schema.contains("minimum") && !schema.contains("exclusiveMinimum")) least = std::min(least, most);
  const auto span = static_cast<std::uint64_t>(most) - static_cast<std::uint64_t>(least);
  const auto offset = span == std::numeric_limits<std::uint64_t>::max() ? random_.next() : random_.below(span + 1);
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(least) + offset);
}

Json Instance::decimal(const Json& schema) {
  const auto least = schema.value("minimum", schema.value("exclusiveMinimum", 0.0));
  const auto most = schema.value("maximum", schema.value("exclusiveMaximum", std::max(least, 0.0) + 1.0));
  // Strictly between the two, so that exclusive bounds hold as well; halves are exact in any base.
  const double place = static_cast<double>(1 + random_.below(7)) / 8;
  return least + (most - least) * place;
}

}  // namespace

Json instance_of(const Json& schema, std::uint64_t seed) { return Instance(schema, seed).of(schema, 0); }

}  // namespace sdg::test
