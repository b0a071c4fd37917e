#pragma once

#include <string>

#include "compiler/syntax/builder.h"

namespace sdg::syntax {

/// Matches the whole text of the builder's file.
void match_file(Builder& builder, const std::string& path);

/// The same of a file that a string includes: it becomes one StringExpr.
void match_template(Builder& builder, const std::string& path);

/// What the line or declaration that begins at `begin` was to be called, if its name was read before it broke.
Name name_of_broken(const Builder& builder, std::uint32_t begin);

void report_missing_type(Builder& builder, const Name& parameter);
void report_unclosed_block(Builder& builder);

}  // namespace sdg::syntax
