#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "runtime/eval/jinja_value.h"

namespace sdg::eval {

/// `&`, `<`, `>`, `'` and `"` as HTML has them; a text that is escaped already stays.
std::string escape_html(const JinjaValue& value);
std::string escape_html(std::string_view text);

/// Without what `characters` holds on both ends, or only on one; blanks where it is absent.
std::string_view strip(std::string_view text, std::optional<std::string_view> characters, bool left = true,
                       bool right = true);

// What would grow beyond kMostText is cut there: too large anyway, and told where it was asked for.
std::string replace_all(std::string_view text, std::string_view old, std::string_view by, std::int64_t most);
/// Between separators, or between blanks; no more than `most` cuts where that is not negative.
JinjaItems split_text(std::string_view text, std::optional<std::string_view> separator, std::int64_t most);
/// At the line ends of Python's `splitlines`.
std::vector<std::string> split_lines(std::string_view text);
/// Words as `\w+` finds them.
std::int64_t count_words(std::string_view text);
std::string join_texts(const JinjaItems& items, std::string_view separator);

/// Tags and comments taken away, blanks drawn together.
std::string strip_tags(std::string_view text);
std::string encode_url(std::string_view text, bool is_query);

}  // namespace sdg::eval
