#pragma once

#include <optional>
#include <string_view>

#include "compiler/plan/file_format.h"
#include "compiler/syntax/expr.h"

namespace sdg::sema {

/// An `output` line in parts: `"out.jsonl"`, or `csv("out.csv", separator = ";")`.
struct WrittenOutput {
  std::string_view format;  // of the call; empty: by the extension
  const syntax::Expr* path = nullptr;
  const syntax::Expr* title = nullptr;  // of what is uploaded: `langsmith("title", path = …)`
  const syntax::CallExpr* call = nullptr;
};
std::optional<WrittenOutput> read_output(const syntax::Expr& output);

/// Whether `{split}` stands in a text of it.
bool mentions_split(const syntax::Expr& output);

/// What is written there: the format named, or the one that the path says; null where neither says one.
const plan::FileFormat* output_format(const WrittenOutput& written, std::string_view path);

}  // namespace sdg::sema
