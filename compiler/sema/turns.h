#pragma once

#include <string_view>

namespace sdg::sema {

/// Whether a named argument of a model is a turn of the conversation and not a setting: system, user, assistant,
/// messages.
bool is_turn(std::string_view name);

}  // namespace sdg::sema
