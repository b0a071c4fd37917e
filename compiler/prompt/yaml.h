#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/plan/value.h"
#include "compiler/source/result.h"

namespace sdg::prompt {

/// Where something stands in a text: lines and bytes of a line, both from 1.
struct YamlPlace {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

/// A value of a YAML document, with its place.
struct YamlNode {
  enum class Kind : std::uint8_t { Null, Scalar, List, Map };
  Kind kind = Kind::Null;
  YamlPlace place;
  std::string text = {};          // of a scalar
  bool is_quoted = false;         // or a block: its text is never a number or a truth value
  std::vector<YamlNode> keys{};   // of a map: scalars, in the order of the page
  std::vector<YamlNode> items{};  // of a list; of a map beside `keys`
};

/// Where a text stops being YAML that is read here, and why.
struct YamlFailure {
  std::string message;
  YamlPlace place;
};

/// The one document of a text. Aliases are refused: a small file must not become a large value.
Result<YamlNode, YamlFailure> read_yaml(std::string_view text);

/// What a node means by the rules of YAML 1.1: `2_048` is a number, `yes` is true.
plan::Value value_of(const YamlNode& node);

}  // namespace sdg::prompt
