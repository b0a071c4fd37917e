#pragma once

#include <string>

#include "compiler/plan/type.h"
#include "compiler/plan/value.h"

namespace sdg::value {

/// `expected an int from 1 to 5, not 7`: what a type wants of a value, for models and people.
std::string expected(const plan::TypeTable& types, plan::TypeId type, const plan::Value& instead);
/// Whether a size lies within the bounds of a type.
bool within_bounds(const plan::Type& type, double size);

}  // namespace sdg::value
