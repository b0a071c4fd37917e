#pragma once

#include <cstddef>
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

/// The overloads by their places, in the order in which to try them for positional arguments of these types. `json` may
/// turn out to be anything, so what takes it as it is comes before what would have to look first.
std::vector<std::size_t> overload_order(const plan::TypeTable& types, const std::vector<plan::Signature>& overloads,
                                        const std::vector<plan::TypeId>& args);

/// Whether a value of type `have` can be handed to a parameter of this pattern; binds its letters on the way.
bool unify(plan::TypeTable& types, const plan::TypePattern& pattern, plan::TypeId have, Bindings& bindings);

/// The type that a pattern means under these bindings.
plan::TypeId instantiate(plan::TypeTable& types, const plan::TypePattern& pattern, const Bindings& bindings);

}  // namespace sdg::sema
