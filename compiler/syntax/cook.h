#pragma once

#include <span>

#include "compiler/syntax/builder.h"

namespace sdg::syntax {

/// How the string around the segments was written.
struct StringForm {
  Span span;  // with the quotes
  bool raw = false;
  bool long_form = false;
};

/// Makes the string's pieces of its segments: escapes resolved, indentation and lone lines taken away, tags paired.
void push_string(Builder& builder, const StringForm& form, std::span<const Segment> segments);

}  // namespace sdg::syntax
