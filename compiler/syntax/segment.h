#pragma once

#include <cstdint>
#include <string_view>

#include "compiler/syntax/expr.h"

namespace sdg::syntax {

enum class SegmentKind : std::uint8_t { Text, Escape, Value, Tag, Comment };
enum class TagKind : std::uint8_t { Unknown, If, Elif, Else, Endif, For, Endfor, Set, Include, Raw, Endraw };

/// A part of a string as it was matched, before its lines are trimmed and its tags find each other.
struct Segment {
  SegmentKind kind = SegmentKind::Text;
  TagKind tag = TagKind::Unknown;
  bool trim_before = false;
  bool trim_after = false;
  char32_t code_point = 0;  // of an escape or a doubled brace
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  const Expr* value = nullptr;  // of a value, a condition, a loop's list, a set
  Name name;                    // of a loop or set
  std::string_view path;        // of an include
};

}  // namespace sdg::syntax
