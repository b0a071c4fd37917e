#pragma once

#include "compiler/syntax/builder.h"

namespace sdg::syntax {

/// What `\n`, `\u{1F600}` … stand for; tells it where one stands for nothing.
char32_t read_escape(Builder& builder, Span span);
/// A `}` that closes nothing.
void report_lone_brace(Builder& builder, Span span);
/// `${x}`, which other languages interpolate without printing the sign.
void warn_of_dollar(Builder& builder, const Segment& interpolation);

}  // namespace sdg::syntax
