#pragma once

#include <cstddef>

#include <tao/pegtl.hpp>

#include "grammar/layout.hpp"
#include "grammar/resync.hpp"
#include "grammar/stop.h"

// The rules PEGTL has no words for. Each is a single step over characters, or changes the layout around other rules.
namespace sdg::grammar {

namespace peg = tao::pegtl;

/// A rule that consumes something whenever it matches, for the analysis of the grammar.
struct consuming {
  using rule_t = peg::any::rule_t;
  using subs_t = peg::empty_list;
};
/// A rule that may match nothing.
struct maybe_empty {
  using rule_t = peg::success::rule_t;
  using subs_t = peg::empty_list;
};

template <typename Input>
bool advance(Input& in, const char* to) {
  in.bump_in_this_line(static_cast<std::size_t>(to - in.current()));
  return true;
}

struct comment;

enum class Reach { Line, Layout, Lines };

/// Blanks. Comments are matched by their own rule, so that actions see them.
template <Reach R>
struct spacing : maybe_empty {
  template <peg::apply_mode A, peg::rewind_mode M, template <typename...> class Action,
            template <typename...> class Control, typename Input, typename State>
  static bool match(Input& in, State& state) {
    Layout& layout = state.layout;
    if (in.current() != layout.gap_end) layout.token_end = in.current();
    advance(in, skip_blanks(in.current(), in.end()));
    if (crosses_lines(layout.lines)) {
      const bool comments = layout.lines != Lines::InText;
      while (in.current() != in.end()) {
        if (const int length = line_break_length(in.current(), in.end())) {
          advance(in, skip_blanks(in.current() + length, in.end()));
        } else if (comments && *in.current() == '#') {
          (void)Control<comment>::template match<A, M, Action, Control>(in, state);
        } else {
          break;
        }
      }
    }
    layout.gap_end = in.current();
    return true;
  }

 private:
  static bool crosses_lines(Lines lines) {
    if constexpr (R == Reach::Line) return false;
    if constexpr (R == Reach::Layout) return lines == Lines::Free || lines == Lines::InText;
    return lines != Lines::Never;
  }
};

struct until_line_end : maybe_empty {
  template <typename Input>
  static bool match(Input& in) {
    return advance(in, skip_comment(in.current(), in.end()));
  }
};

/// Holds before a line break, a comment and the end of the file; consumes nothing.
struct at_line_end : maybe_empty {
  template <typename Input>
  static bool match(Input& in) {
    const char* at = in.current();
    return at == in.end() || *at == '#' || line_break_length(at, in.end()) != 0;
  }
};

struct any_word : consuming {
  template <typename Input>
  static bool match(Input& in) {
    if (in.current() == in.end() || !is_word_start(*in.current())) return false;
    return advance(in, end_of_word(in.current(), in.end()));
  }
};

struct unreserved_word : consuming {
  template <typename Input>
  static bool match(Input& in) {
    const char* begin = in.current();
    if (begin == in.end() || !is_word_start(*begin)) return false;
    const char* end = end_of_word(begin, in.end());
    if (is_reserved({begin, static_cast<std::size_t>(end - begin)})) return false;
    return advance(in, end);
  }
};

/// Letters and digits that stand directly behind a number.
struct glued_word : maybe_empty {
  template <typename Input>
  static bool match(Input& in) {
    return advance(in, end_of_word(in.current(), in.end()));
  }
};

/// `"…"` without escapes, braces and line breaks, and not the start of a `"""`.
struct plain_quoted : consuming {
  template <typename Input>
  static bool match(Input& in) {
    const char* begin = in.current();
    const char* end = in.end();
    if (begin == end || *begin != '"') return false;
    const char* at = begin + 1;
    while (at != end && *at != '"' && *at != '\\' && *at != '{' && *at != '}' && *at != '\n' && *at != '\r') ++at;
    if (at == end || *at != '"') return false;
    if (at == begin + 1 && end - at > 1 && at[1] == '"') return false;
    return advance(in, at + 1);
  }
};

/// `"…"` on one line, taken as it stands: a literal type, a path, the sentence of a test.
struct literal_quoted : consuming {
  template <typename Input>
  static bool match(Input& in) {
    const char* begin = in.current();
    const char* end = in.end();
    if (begin == end || *begin != '"') return false;
    const char* at = begin + 1;
    while (at != end && *at != '"' && *at != '\n' && *at != '\r') ++at;
    if (at == end || *at != '"') return false;
    return advance(in, at + 1);
  }
};

/// Any character that may stand in the string that is open.
struct string_char : consuming {
  template <peg::apply_mode, peg::rewind_mode, template <typename...> class, template <typename...> class,
            typename Input, typename State>
  static bool match(Input& in, State& state) {
    if (in.current() == in.end()) return false;
    if (state.layout.lines == Lines::Never && line_break_length(in.current(), in.end()) != 0) return false;
    return advance(in, in.current() + 1);
  }
};

/// Text of a template up to the next sign that means something: `"` (three of them in a long string), `\`, `{` or `}`.
template <bool Long>
struct text_run : consuming {
  template <typename Input>
  static bool match(Input& in) {
    const char* at = in.current();
    const char* end = in.end();
    while (at != end && !ends_text(at, end)) ++at;
    if (at == in.current()) return false;
    return advance(in, at);
  }

 private:
  static bool ends_text(const char* at, const char* end) {
    switch (*at) {
      case '\\':
      case '{':
      case '}': return true;
      case '"': return !Long || (end - at > 2 && at[1] == '"' && at[2] == '"');
      case '\n': return !Long;
      case '\r': return !Long && line_break_length(at, end) != 0;
      default: return false;
    }
  }
};

/// Text of a raw string, which knows no signs but its end.
template <bool Long>
struct raw_run : maybe_empty {
  template <typename Input>
  static bool match(Input& in) {
    const char* at = in.current();
    const char* end = in.end();
    while (at != end) {
      if (*at == '"' && (!Long || (end - at > 2 && at[1] == '"' && at[2] == '"'))) break;
      if (!Long && line_break_length(at, end) != 0) break;
      ++at;
    }
    return advance(in, at);
  }
};

/// One of these signs or words after an operand, with what may stand between.
template <Infix... Wanted>
struct infix : consuming {
  template <peg::apply_mode A, peg::rewind_mode M, template <typename...> class Action,
            template <typename...> class Control, typename Input, typename State>
  static bool match(Input& in, State& state) {
    const Infix found = find_infix(state.layout, in.current(), in.end());
    if (((found != Wanted) && ...)) return false;
    const char* end = state.layout.infix_end;
    // Comments between an operand and a sign on a later line are comments like all others.
    (void)spacing<Reach::Lines>::template match<A, M, Action, Control>(in, state);
    return advance(in, end);
  }
};

/// From behind a `{` that was not understood to behind its `}`; without one, to where the string ends.
struct skip_braces : consuming {
  template <peg::apply_mode, peg::rewind_mode, template <typename...> class, template <typename...> class,
            typename Input, typename State>
  static bool match(Input& in, State& state) {
    return advance(in, end_of_braces(in.current(), in.end(), state.layout.lines == Lines::InText));
  }
};

/// From inside a `{%` that was not understood to behind its `%}`; without one, to where the string or the next tag
/// begins.
struct skip_to_tag_end : consuming {
  template <peg::apply_mode, peg::rewind_mode, template <typename...> class, template <typename...> class,
            typename Input, typename State>
  static bool match(Input& in, State& state) {
    return advance(in, end_of_tag(in.current(), in.end(), state.layout.lines == Lines::InText));
  }
};

/// What is left of a unit that was not understood.
template <Unit U>
struct skip_unit : consuming {
  template <typename Input>
  static bool match(Input& in) {
    return advance(in, end_of_unit(in.begin(), in.current(), in.end(), U));
  }
};

/// Holds where a line without indentation begins a declaration: the braces that are open were forgotten.
struct next_declaration : maybe_empty {
  template <typename Input>
  static bool match(Input& in) {
    const char* at = in.current();
    const bool line_start = at == in.begin() || at[-1] == '\n';
    return line_start && declaration_begins(at, in.end());
  }
};

/// Sets the meaning of a line break while it lives.
class LinesScope {
 public:
  LinesScope(Layout& layout, Lines lines) : layout_(layout), outer_(layout.lines) { layout_.lines = lines; }
  ~LinesScope() { layout_.lines = outer_; }
  LinesScope(const LinesScope&) = delete;
  LinesScope& operator=(const LinesScope&) = delete;

 private:
  Layout& layout_;
  Lines outer_;
};

template <typename... Rules>
struct like_seq {
  using rule_t = typename peg::seq<Rules...>::rule_t;
  using subs_t = typename peg::seq<Rules...>::subs_t;
};

/// Inside ( and [: a line break is a blank, unless a string of one line is open.
template <typename... Rules>
struct in_brackets : like_seq<Rules...> {
  template <peg::apply_mode A, peg::rewind_mode M, template <typename...> class Action,
            template <typename...> class Control, typename Input, typename State>
  static bool match(Input& in, State& state) {
    const Lines outer = state.layout.lines;
    const LinesScope scope(state.layout, outer == Lines::End ? Lines::Free : outer);
    return peg::seq<Rules...>::template match<A, M, Action, Control>(in, state);
  }
};

/// Inside { of code: a line break ends an entry.
template <typename... Rules>
struct in_braces : like_seq<Rules...> {
  template <peg::apply_mode A, peg::rewind_mode M, template <typename...> class Action,
            template <typename...> class Control, typename Input, typename State>
  static bool match(Input& in, State& state) {
    const Lines outer = state.layout.lines;
    const LinesScope scope(state.layout, outer == Lines::Free ? Lines::End : outer);
    return peg::seq<Rules...>::template match<A, M, Action, Control>(in, state);
  }
};

struct too_many_strings : peg::failure {};
struct long_in_short : peg::failure {};

/// Inside a string.
template <Lines L, typename... Rules>
struct in_string : like_seq<Rules...> {
  template <peg::apply_mode A, peg::rewind_mode M, template <typename...> class Action,
            template <typename...> class Control, typename Input, typename State>
  static bool match(Input& in, State& state) {
    Layout& layout = state.layout;
    if (layout.strings >= layout.max_strings) Control<too_many_strings>::raise(in, state);
    if (L == Lines::InText && layout.lines == Lines::Never) Control<long_in_short>::raise(in, state);
    const LinesScope scope(layout, L);
    const Counted open(layout.strings);
    return peg::seq<Rules...>::template match<A, M, Action, Control>(in, state);
  }

 private:
  struct Counted {
    explicit Counted(unsigned& count) : count_(count) { ++count_; }
    ~Counted() { --count_; }
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;
    unsigned& count_;
  };
};

/// Holds where one more string may stand.
struct shallow : maybe_empty {
  template <peg::apply_mode, peg::rewind_mode, template <typename...> class, template <typename...> class Control,
            typename Input, typename State>
  static bool match(Input& in, State& state) {
    if (state.layout.strings >= state.layout.max_strings) Control<too_many_strings>::raise(in, state);
    return true;
  }
};

struct too_deep : peg::failure {};

/// A rule that may hold itself. Stops before the stack does.
template <typename... Rules>
struct deeper : like_seq<Rules...> {
  template <peg::apply_mode A, peg::rewind_mode M, template <typename...> class Action,
            template <typename...> class Control, typename Input, typename State>
  static bool match(Input& in, State& state) {
    unsigned& depth = state.layout.depth;
    if (depth >= state.layout.max_depth) Control<too_deep>::raise(in, state);
    ++depth;
    struct Leave {
      unsigned& depth;
      ~Leave() { --depth; }
    } const leave{depth};
    return peg::seq<Rules...>::template match<A, M, Action, Control>(in, state);
  }
};

/// Matches Rule. Where it stops at a mistake, the state forgets what Rule has built and Resync finds the next place to
/// go on.
template <typename Rule, typename Resync>
struct recover {
  using rule_t = typename peg::sor<Rule, Resync>::rule_t;
  using subs_t = typename peg::sor<Rule, Resync>::subs_t;

  template <peg::apply_mode A, peg::rewind_mode M, template <typename...> class Action,
            template <typename...> class Control, typename Input, typename State>
  static bool match(Input& in, State& state) {
    const auto mark = state.mark();
    const auto begin = in.iterator();
    try {
      return Control<Rule>::template match<A, M, Action, Control>(in, state);
    } catch (const Stop&) {
      state.restore(mark);
    }
    in.iterator() = begin;
    return Control<Resync>::template match<A, M, Action, Control>(in, state);
  }
};
}  // namespace sdg::grammar
