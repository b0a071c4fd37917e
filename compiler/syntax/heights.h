#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

#include "compiler/syntax/expr.h"

// How deep an expression is: one more than the deepest of its parts, which may be absent.
namespace sdg::syntax {

inline std::uint32_t height(const Expr* expr) { return expr == nullptr ? 0 : expr->height; }

template <class... Exprs>
std::uint32_t highest(const Exprs*... exprs) {
  return std::max({height(exprs)...});
}

template <class T>
std::uint32_t highest_of(std::span<const T> list) {
  std::uint32_t result = 0;
  for (const T& element : list) result = std::max(result, height(element.value));
  return result;
}

}  // namespace sdg::syntax
