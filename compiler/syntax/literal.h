#pragma once

#include "compiler/syntax/builder.h"

namespace sdg::syntax {

/// `1_000`, `-0.5`, `1e-3`, `5m`: makes the literal that the text stands for, or tells what is wrong with it.
void push_number(Builder& builder, const char* begin, const char* end);
/// `-9223372036854775808` from its sign on: without it this is the one number that no `int` can be. False where the
/// value on top is another.
bool push_smallest_int(Builder& builder, const char* sign);
/// `$2.50`
void push_money(Builder& builder, const char* begin, const char* end);
/// `"…"` as it stands, one piece of text.
void push_plain_string(Builder& builder, const char* begin, const char* end);
/// `/…/`
void push_regex(Builder& builder, const char* begin, const char* end);

}  // namespace sdg::syntax
