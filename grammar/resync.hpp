#pragma once

#include "grammar/layout.hpp"

// Where to go on after a mistake. Nothing here is exact: it looks at brackets, quotes and indentation, as a reader
// does.
namespace sdg::grammar {

/// Behind the `}` that closes what is open at `at`; without one on the way, where the string seems to end.
const char* end_of_braces(const char* at, const char* end, bool long_string);

/// Behind the `%}` that follows; without one, where the string or the next tag begins.
const char* end_of_tag(const char* at, const char* end, bool long_string);

/// What a statement that was not understood belongs to: it decides where the next one may begin.
enum class Unit { Declaration, Line, Value };

/// The end of the unit that begins at `at`: of its last line, before the line break.
const char* end_of_unit(const char* file, const char* at, const char* end, Unit unit);

/// The bracket that closes the one at `opener`; null where a new statement seems to begin before it.
const char* find_closer(const char* file, const char* opener, const char* end);

/// Behind the string that begins at `at`.
const char* end_of_string(const char* at, const char* end);

/// The first byte of the line that `at` stands on.
const char* begin_of_line(const char* file, const char* at);

/// Whether a declaration begins at `at`: its word, and what must come next.
bool declaration_begins(const char* at, const char* end);

}  // namespace sdg::grammar
