#include "compiler/prompt/definition.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "compiler/plan/utf8.h"

namespace sdg::prompt {
namespace {

using Names = std::span<const std::string_view>;

constexpr std::array<std::string_view, 6> kKeys{
    "name", "model", "params", "prompt_template", "unit_primitives", "unit_primitive"};
constexpr std::array<std::string_view, 3> kModelKeys{"name", "params", "config_file"};
constexpr std::array<std::string_view, 4> kRoles{"system", "user", "assistant", kPlaceholder};
// How the gateway reaches its model, and which one: here that is said by the model that answers.
constexpr std::array<std::string_view, 6> kOfTheGateway{
    "timeout", "max_retries", "model", "vertex_location", "model_class_provider", "custom_llm_provider"};

bool contains(Names names, std::string_view name) { return std::ranges::find(names, name) != names.end(); }

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::size_t begin = 0; begin <= text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

/// Where a text begins that stands in a file as it is, on one line, or in a block whose lines are indented alike.
std::optional<YamlPlace> find_text(Names file, const YamlNode& node) {
  std::vector<std::string_view> lines = lines_of(node.text);
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  if (lines.empty() || node.place.line > file.size()) return std::nullopt;
  if (lines.size() == 1 && !node.text.ends_with('\n')) {
    const auto at = file[node.place.line - 1].find(lines[0], node.place.column - 1);
    if (at == std::string_view::npos) return std::nullopt;
    return YamlPlace{node.place.line, static_cast<std::uint32_t>(at + 1)};
  }
  const std::uint32_t first = node.place.line + 1;
  if (first + lines.size() - 1 > file.size() || file[first - 1].size() < lines[0].size()) return std::nullopt;
  const std::size_t indent = file[first - 1].size() - lines[0].size();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view written = file[first - 1 + i];
    const bool is_same = written.size() >= indent ? written.substr(indent) == lines[i] : lines[i].empty();
    if (!is_same) return std::nullopt;
  }
  return YamlPlace{first, static_cast<std::uint32_t>(indent + 1)};
}

/// Fills a definition. A function that returns false has kept the failure.
class Reader {
 public:
  explicit Reader(std::string_view yaml) : lines_(lines_of(yaml)) {}

  bool read(const YamlNode& root) {
    if (root.kind != YamlNode::Kind::Map) return fail(root, "a definition is keys with their values");
    for (std::size_t i = 0; i < root.keys.size(); ++i) {
      if (!read_entry(root.keys[i], root.items[i])) return false;
    }
    return !definition_.messages.empty() || fail(root, "a definition needs a `prompt_template` with its messages");
  }
  Definition take() { return std::move(definition_); }
  DefinitionFailure take_failure() { return std::move(failure_); }

 private:
  enum class Whose : bool { Model, Prompt };

  bool fail(const YamlNode& node, std::string message) {
    failure_ = {std::move(message), node.place, {}};
    return false;
  }

  bool fail_unknown(const YamlNode& key, Names known, std::string_view what) {
    failure_ = {fmt::format("{} `{}`", what, key.text), key.place, key.text, {known.begin(), known.end()}};
    return false;
  }

  bool read_entry(const YamlNode& key, const YamlNode& value) {
    if (!contains(kKeys, key.text)) return fail_unknown(key, kKeys, "a definition has no key");
    if (key.text == "name") definition_.name = value.text;
    if (key.text == "model") return read_model(value);
    if (key.text == "params") return read_params(value, Whose::Prompt);
    if (key.text == "prompt_template") return read_messages(value);
    return true;
  }

  bool read_model(const YamlNode& model) {
    if (model.kind == YamlNode::Kind::Null) return true;
    if (model.kind != YamlNode::Kind::Map) return fail(model, "`model` is keys with their values");
    for (std::size_t i = 0; i < model.keys.size(); ++i) {
      if (!contains(kModelKeys, model.keys[i].text))
        return fail_unknown(model.keys[i], kModelKeys, "`model` has no key");
      if (model.keys[i].text == "params" && !read_params(model.items[i], Whose::Model)) return false;
    }
    return true;
  }

  /// Those of the prompt itself win over those of its model, wherever they stand.
  bool read_params(const YamlNode& params, Whose whose) {
    if (params.kind == YamlNode::Kind::Null) return true;
    if (params.kind != YamlNode::Kind::Map) return fail(params, "`params` is names with their values");
    for (std::size_t i = 0; i < params.keys.size(); ++i) {
      const std::string& name = params.keys[i].text;
      const auto known = std::ranges::find(definition_.params, name, &std::pair<std::string, plan::Value>::first);
      if (contains(kOfTheGateway, name)) continue;
      if (known == definition_.params.end()) {
        definition_.params.emplace_back(name, value_of(params.items[i]));
      } else if (whose == Whose::Prompt) {
        known->second = value_of(params.items[i]);
      }
    }
    return true;
  }

  bool read_messages(const YamlNode& messages) {
    if (messages.kind != YamlNode::Kind::Map) return fail(messages, "`prompt_template` is roles with their texts");
    for (std::size_t i = 0; i < messages.keys.size(); ++i) {
      const YamlNode& role = messages.keys[i];
      const YamlNode& text = messages.items[i];
      if (!contains(kRoles, role.text)) return fail_unknown(role, kRoles, "there is no role");
      if (text.kind != YamlNode::Kind::Scalar) return fail(text, fmt::format("`{}` is a text", role.text));
      definition_.messages.push_back({role.text, text.text, text.place, find_text(lines_, text)});
    }
    return true;
  }

  std::vector<std::string_view> lines_;
  Definition definition_;
  DefinitionFailure failure_;
};

}  // namespace

Result<Definition, DefinitionFailure> read_definition(std::string_view yaml) {
  if (!plan::is_valid_utf8(yaml)) return DefinitionFailure{"this is not UTF-8 text", {}, {}};
  const auto root = read_yaml(yaml);
  if (!root) return DefinitionFailure{root.failure().message, root.failure().place, {}};
  Reader reader(yaml);
  if (!reader.read(*root)) return reader.take_failure();
  return reader.take();
}

}  // namespace sdg::prompt
