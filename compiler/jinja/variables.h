#pragma once

#include <string>
#include <vector>

#include "compiler/jinja/library.h"
#include "compiler/jinja/use.h"

namespace sdg::jinja {

/// A name that a template, or a file it reaches, takes from outside.
struct Variable {
  std::string name;
  Use use;
};

/// What a template takes from outside, in the order of first use: both arms of every condition, all rounds of every
/// loop and every file it reaches are looked at.
std::vector<Variable> variables_of(const std::vector<plan::JinjaTemplate>& templates, plan::JinjaTemplateId which);
/// The same of several templates that are given the same variables.
std::vector<Variable> variables_of(const std::vector<plan::JinjaTemplate>& templates,
                                   const std::vector<plan::JinjaTemplateId>& which);

}  // namespace sdg::jinja
