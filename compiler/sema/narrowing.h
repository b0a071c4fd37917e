#pragma once

#include <string>
#include <vector>

#include "compiler/sema/module.h"

namespace sdg::sema {

/// What a condition proves about names and field paths: these are not null where it holds, those where it does not.
struct Proof {
  std::vector<std::string> when_true;
  std::vector<std::string> when_false;
};
Proof prove(const Module& module, const syntax::Expr& condition);

/// A name or field path as text that tells it from any other (`2:5.score`); empty for anything else. The expression's
/// names must be resolved already.
std::string path_of(const Module& module, const syntax::Expr& expr);
std::string path_of(Symbol symbol);

}  // namespace sdg::sema
