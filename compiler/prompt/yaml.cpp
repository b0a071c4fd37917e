#include "compiler/prompt/yaml.h"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <sstream>
#include <utility>

#include "compiler/plan/number_text.h"

namespace sdg::prompt {
namespace {

constexpr std::size_t kDeepestYaml = 32;

YamlPlace place_of(const YAML::Mark& mark) {
  const auto from_one = [](int number) { return static_cast<std::uint32_t>(std::max(number, 0) + 1); };
  return {from_one(mark.line), from_one(mark.column)};
}

/// Leaves the parser of yaml-cpp, which throws as well: both become a failure at the door.
struct Stop {
  YamlFailure failure;
};

/// Puts a document together from what the parser meets.
class Builder : public YAML::EventHandler {
 public:
  YamlNode take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override { add({YamlNode::Kind::Null, place_of(mark)}); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    throw Stop{{"aliases are not read here", place_of(mark)}};
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t, const std::string& value) override {
    add({YamlNode::Kind::Scalar, place_of(mark), value, tag != "?"});
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {
    open({YamlNode::Kind::List, place_of(mark)});
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {
    open({YamlNode::Kind::Map, place_of(mark)});
  }
  void OnMapEnd() override { close(); }

 private:
  void open(YamlNode node) {
    if (open_.size() == kDeepestYaml) throw Stop{{"this is nested too deeply", node.place}};
    open_.push_back(std::move(node));
  }

  void close() {
    YamlNode node = std::move(open_.back());
    open_.pop_back();
    add(std::move(node));
  }

  void add(YamlNode node) {
    if (open_.empty()) {
      root_ = std::move(node);
      return;
    }
    YamlNode& around = open_.back();
    const bool is_key = around.kind == YamlNode::Kind::Map && around.keys.size() == around.items.size();
    if (is_key) check_key(around, node);
    (is_key ? around.keys : around.items).push_back(std::move(node));
  }

  static void check_key(const YamlNode& map, const YamlNode& key) {
    if (key.kind != YamlNode::Kind::Scalar) throw Stop{{"a key is a plain text", key.place}};
    const bool is_known = std::ranges::find(map.keys, key.text, &YamlNode::text) != map.keys.end();
    if (is_known) throw Stop{{fmt::format("the key `{}` stands here twice", key.text), key.place}};
  }

  YamlNode root_;
  std::vector<YamlNode> open_;
};

/// A plain scalar: what looks like a number or a truth value is one.
plan::Value plain_value(const std::string& text) {
  constexpr std::array<std::string_view, 6> kTrue{"true", "True", "TRUE", "yes", "Yes", "on"};
  constexpr std::array<std::string_view, 6> kFalse{"false", "False", "FALSE", "no", "No", "off"};
  if (std::ranges::find(kTrue, text) != kTrue.end()) return plan::Value(true);
  if (std::ranges::find(kFalse, text) != kFalse.end()) return plan::Value(false);
  std::string digits = text;
  std::erase(digits, '_');
  if (const auto number = plan::parse_int(digits)) return plan::Value(*number);
  if (const auto number = plan::parse_float(digits)) return plan::Value(*number);
  return plan::Value::string(text);
}

}  // namespace

Result<YamlNode, YamlFailure> read_yaml(std::string_view text) {
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    Builder first, second;
    parser.HandleNextDocument(first);
    YamlNode root = first.take();
    if (parser.HandleNextDocument(second)) return YamlFailure{"one document is read here", second.take().place};
    return root;
  } catch (const Stop& stop) {
    return stop.failure;
  } catch (const YAML::Exception& error) {
    return YamlFailure{"this is no YAML: " + error.msg, place_of(error.mark)};
  }
}

plan::Value value_of(const YamlNode& node) {
  const auto values = [&] {
    std::vector<plan::Value> list;
    for (const YamlNode& item : node.items) list.push_back(value_of(item));
    return list;
  };
  switch (node.kind) {
    case YamlNode::Kind::Null: return {};
    case YamlNode::Kind::Scalar: return node.is_quoted ? plan::Value::string(node.text) : plain_value(node.text);
    case YamlNode::Kind::List: return plan::Value::list(values());
    case YamlNode::Kind::Map: {
      std::vector<std::string> names;
      for (const YamlNode& key : node.keys) names.push_back(key.text);
      return plan::Value::record(plan::make_shape(std::move(names)), values());
    }
  }
  return {};
}

}  // namespace sdg::prompt
