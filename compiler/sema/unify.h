#pragma once

#include <map>
#include <string>
#include <vector>

#include "compiler/plan/signature.h"
#include "compiler/plan/type.h"

namespace sdg::sema {

/// What the letters of a signature stand for in one call.
struct Bindings {
  std::map<char, plan::TypeId> letters;
  bool has_float = false;  // among the arguments of a `number`
};

/// Whether a value of type `have` can be handed to a parameter of this pattern; binds its letters on the way.
bool unify(plan::TypeTable& types, const plan::TypePattern& pattern, plan::TypeId have, Bindings& bindings);

/// The type that a pattern means under these bindings.
plan::TypeId instantiate(plan::TypeTable& types, const plan::TypePattern& pattern, const Bindings& bindings);

}  // namespace sdg::sema
