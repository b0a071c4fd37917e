#pragma once

#include <span>
#include <string>
#include <string_view>

#include "compiler/syntax/foreign_name.h"
#include "compiler/syntax/mistake.h"

// What people bring from other languages: each habit tells its own mistake and is false for every other.
namespace sdg::syntax {

using Habit = bool (*)(const Mistake&);

// By what they are about; habits.cpp says in which order they are tried.
bool tell_comment(const Mistake& m);
bool tell_foreign_type(const Mistake& m);
std::span<const Habit> string_habits();
std::span<const Habit> condition_habits();
std::span<const Habit> number_habits();
std::span<const Habit> field_habits();
std::span<const Habit> arm_habits();
std::span<const Habit> block_habits();
std::span<const Habit> line_habits();
std::span<const Habit> head_habits();
std::span<const Habit> value_habits();
std::span<const Habit> tag_habits();

/// The first of them that tells the mistake.
bool try_each(std::span<const Habit> habits, const Mistake& m);

/// What begins a declaration in another language, with what mends it.
bool tell_foreign_declaration(const Mistake& m);
/// What begins a line of a block in other languages.
bool tell_foreign_line(const Mistake& m);

diag::Hint replacing(std::string text, Span span, std::string replacement);

/// The code from where the statement at hand begins up to the token that was not understood.
std::string_view code_before(const Mistake& m);
/// From that token to the end of the file.
std::string_view code_from(const Mistake& m);
/// The place of a part of the file's text.
Span span_of(const Mistake& m, std::string_view part);
/// Replaces every `sign` that stands in the braces around the mistake, but not inside further ones, from `from` on.
std::vector<diag::Edit> edits_in_bracket(const Mistake& m, std::string_view sign, std::string_view replacement);
/// What stands between the innermost bracket and the one that closes it; empty where nothing does.
std::string_view inside_bracket(const Mistake& m);

}  // namespace sdg::syntax
