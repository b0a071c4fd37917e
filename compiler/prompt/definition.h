#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/plan/value.h"
#include "compiler/prompt/yaml.h"
#include "compiler/source/result.h"

namespace sdg::prompt {

/// The role of a list of messages that a variable holds.
inline constexpr std::string_view kPlaceholder = "placeholder";

/// One message of a prompt.
struct Message {
  std::string role;                           // `system user assistant placeholder`
  std::string text;                           // in the Jinja dialect; of a placeholder the name of the variable
  YamlPlace place;                            // of the value
  std::optional<YamlPlace> text_begins = {};  // where the definition has the text line by line, only indented
};

/// A prompt as its file in the registry defines it.
struct Definition {
  std::string name;
  std::vector<std::pair<std::string, plan::Value>> params;  // sent with every request
  std::vector<Message> messages;                            // in the order of the file
};

/// Where a definition stops being one, and why.
struct DefinitionFailure {
  std::string message;
  YamlPlace place;
  std::string written;                         // a name that is not known, if it is that
  std::vector<std::string_view> candidates{};  // what is known in its place
};

/// Reads the YAML of a definition. Keys that a definition does not have are mistakes, as the gateway has it.
Result<Definition, DefinitionFailure> read_definition(std::string_view yaml);

}  // namespace sdg::prompt
