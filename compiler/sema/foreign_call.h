#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sdg::sema {

/// A call as the text of a program has it: `random.choice(xs)`, `topic.upper()`, `coalesce(a, b)`.
struct WrittenCall {
  std::string_view object;  // what stands before the last dot of the callee; empty where there is none
  std::string_view name;
  std::vector<std::string> args;
};

/// The function that `len`, `strip` or `toUpperCase` is here; empty where the name says nothing.
std::string_view meant_function(std::string_view name);

/// The parameter that `reverse` or `sigma` is here; empty where the name says nothing.
std::string_view meant_param(std::string_view name);

/// How a call of another language is written here; nothing where it has no such form.
std::optional<std::string> meant_call(const WrittenCall& call);

/// Whether the name is a module of another language, whose functions are built in here.
bool is_foreign_module(std::string_view name);

/// Whether the call asks a clock, which no run has.
bool asks_clock(const WrittenCall& call);

/// `2024-01-31` without its quotes, which is a subtraction.
bool is_bare_date(std::string_view text);

}  // namespace sdg::sema
