#pragma once

#include "compiler/syntax/builder.h"

namespace sdg::syntax {

/// `None`, `True`, `False` and the like: told, and read as what was meant. False where the name is an ordinary one.
bool push_foreign_literal(Builder& builder, const Name& name);

}  // namespace sdg::syntax
