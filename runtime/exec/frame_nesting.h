#pragma once

#include "runtime/eval/frame.h"

namespace sdg::exec {

/// Whether a frame is `outer`, or stands inside of it.
inline bool is_within(const eval::Frame& frame, const eval::Frame& outer) {
  const auto* at = &frame;
  while (at && at != &outer) at = at->parent();
  return at != nullptr;
}

}  // namespace sdg::exec
