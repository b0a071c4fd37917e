#pragma once

#include <string_view>

#include "compiler/source/result.h"
#include "runtime/model/reply.h"

namespace sdg::model {

/// Reads a chat completion, whoever's: fields that are missing are taken as empty, unknown ones are passed over. An
/// error body of a content filter reads as a reply that was withheld; anything else without choices is a failure.
Result<Reply> read_openai_reply(std::string_view raw);

}  // namespace sdg::model
