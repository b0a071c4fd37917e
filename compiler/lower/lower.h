#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "compiler/diag/sink.h"
#include "compiler/plan/plan.h"
#include "compiler/sema/module.h"
#include "compiler/source/result.h"
#include "compiler/source/source_map.h"

namespace sdg::lower {

/// What a program is given from outside.
struct Inputs {
  std::unordered_map<std::string, plan::Value> params;  // by name, of the parameter's type already
  std::function<std::optional<std::string>(std::string_view name)> env;
  /// What stands in a file that a command uses; without it files are not looked at.
  std::function<Result<plan::Digest>(const std::string& path)> digest_file;
  /// The size of a file and when it was written, as one word; nothing where there is no such file.
  std::function<std::optional<std::string>(const std::string& path)> stamp_file;
  const sema::TestInfo* test = nullptr;  // whose `given` stands in the place of what it names
  /// Nothing is run: parameters without a value and unset variables are unknown, not mistakes.
  bool check_only = false;
};

/// The plan of a module without errors, with parameters and environment in place: folded, and without what no output,
/// filter or key needs.
plan::Plan lower(const sema::Module& module, const source::SourceMap& sources, const Inputs& inputs,
                 diag::DiagSink& diags);

/// The parameters that are given no value and have none of their own, each a mistake of whoever calls the program.
void refuse_missing_params(const sema::Module& module, const Inputs& inputs, diag::DiagSink& diags);

}  // namespace sdg::lower
