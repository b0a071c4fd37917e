#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "compiler/plan/json_text_reader.h"

namespace sdg::model {

/// Goes once through a JSON text and takes out what is wanted, without making values of the rest. A server's envelope
/// has many fields and few that matter. Where the text stops being JSON, `ok` is false and what was taken is worth
/// nothing.
class JsonWalk {
 public:
  explicit JsonWalk(std::string_view text) : text_(text), reader_(text, plan::JsonRules::Strict) {}

  bool ok() const { return ok_; }
  /// Of the value that comes next: `{`, `[`, `"`, `n` …
  char next();
  bool is_null() { return next() == 'n'; }

  /// Calls `member` with each name of an object; it must take or skip the value. Another value is skipped.
  template <class Member>
  void object(Member member);
  /// Calls `element` for each of a list; it must take or skip it. Another value is skipped.
  template <class Element>
  void list(Element element);
  /// A text; another value is skipped, and is an empty text.
  std::string text();
  /// A whole number from 0; another value is skipped, and is 0.
  std::int64_t count();
  /// The next value as it is written.
  std::string_view raw();
  void skip();
  /// Nothing but blanks is left.
  bool at_end();

 private:
  bool check(bool went_well) { return ok_ = ok_ && went_well; }
  bool enter(char bracket);
  void leave() { --depth_; }

  std::string_view text_;
  plan::JsonTextReader reader_;
  std::string scratch_;
  std::size_t depth_ = 0;
  bool ok_ = true;
};

template <class Member>
void JsonWalk::object(Member member) {
  if (next() != '{') return skip();
  if (!enter('{')) return;
  bool closed = false;
  if (!check(reader_.skip_blanks() && reader_.close('}', true, closed))) return;
  std::string name;
  for (bool more = !closed; more;) {
    name.clear();
    if (!check(reader_.skip_blanks() && reader_.read_key(name))) return;
    member(std::string_view(name));
    if (!ok_ || !check(reader_.read_separator('}', more))) return;
  }
  leave();
}

template <class Element>
void JsonWalk::list(Element element) {
  if (next() != '[') return skip();
  if (!enter('[')) return;
  bool closed = false;
  if (!check(reader_.skip_blanks() && reader_.close(']', true, closed))) return;
  for (bool more = !closed; more;) {
    element();
    if (!ok_ || !check(reader_.read_separator(']', more))) return;
  }
  leave();
}

}  // namespace sdg::model
