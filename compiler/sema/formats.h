#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "compiler/syntax/expr.h"

namespace sdg::sema {

/// An `output` line in parts: `"out.jsonl"`, or `csv("out.csv", separator = ";")`.
struct WrittenOutput {
  std::string_view format;  // of the call; empty: by the extension
  const syntax::Expr* path = nullptr;
  const syntax::CallExpr* call = nullptr;
};
std::optional<WrittenOutput> read_output(const syntax::Expr& output);

/// What a file is written as by its extension; empty where that says nothing.
std::string format_by_extension(std::string_view path);

}  // namespace sdg::sema
