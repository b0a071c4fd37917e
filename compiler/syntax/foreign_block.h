#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/syntax/mistake.h"

// Blocks of other languages, and what stands in their place here.
namespace sdg::syntax {

/// The braces that `head:` and the lines moved right below it need; the sign at `colon` is replaced by the first.
std::vector<diag::Edit> braces_for_indentation(const Mistake& m, const char* colon);

/// What replaces a block, and how long that block is.
struct MeantValue {
  std::string text;
  std::size_t length = 0;
};

/// `{ return x * 2; }` is `x * 2`. Nothing where it holds more than one statement.
std::optional<MeantValue> meant_body(std::string_view block);

/// `{ provider = "openai" id = "gpt-4" temperature = 0.3 }` is `openai("gpt-4", temperature = 0.3)`.
std::optional<MeantValue> meant_model(std::string_view block);

}  // namespace sdg::syntax
