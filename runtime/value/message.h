#pragma once

#include <string>

#include "compiler/plan/node.h"
#include "compiler/plan/value.h"

namespace sdg::value {

/// A message as it will be sent.
struct Message {
  plan::Role role;
  std::string content;
  plan::Value tool_calls;  // a list, or null
  std::string tool_call_id;
};

}  // namespace sdg::value
