#include "runtime/source/json_elements.h"

namespace sdg::source {
namespace {

bool is_blank(int byte) { return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r'; }

/// Follows brackets and strings; says where a value ends without understanding it.
class Nesting {
 public:
  /// Whether `byte` belongs to the value. At depth 0 a comma or a closing bracket does not.
  bool holds(char byte) {
    if (in_string_) {
      if (escaped_) {
        escaped_ = false;
      } else if (byte == '\\') {
        escaped_ = true;
      } else if (byte == '"') {
        in_string_ = false;
      }
      return true;
    }
    if (byte == '"') in_string_ = true;
    if (byte == '[' || byte == '{') ++depth_;
    if (byte != ']' && byte != '}') return depth_ > 0 || byte != ',';
    return depth_-- > 0;
  }
  /// After a bracket that closed the outermost one.
  bool is_closed() const { return depth_ == 0 && !in_string_; }

 private:
  std::uint64_t depth_ = 0;
  bool in_string_ = false, escaped_ = false;
};

}  // namespace

Result<bool> JsonElements::next(std::string& text) {
  text.clear();
  switch (state_) {
    case State::Start: return begin(text);
    case State::InList: return element(text);
    case State::Ended: break;
  }
  return false;
}

void JsonElements::skip_blanks() {
  while (is_blank(stream_.peek())) stream_.take();
}

Result<bool> JsonElements::begin(std::string& text) {
  skip_blanks();
  line_ = stream_.line();
  if (stream_.peek() == ByteStream::kEnd) {
    return stream_.trouble().empty() ? fail("the file is empty; JSON begins with `[` or `{`") : fail(stream_.trouble());
  }
  if (stream_.peek() == '[') {
    stream_.take();
    state_ = State::InList;
    return element(text);
  }
  if (!append_value(text)) return fail(stream_.trouble());
  state_ = State::Ended;
  if (auto end = expect_end(); !end) return end;
  return true;
}

Result<bool> JsonElements::element(std::string& text) {
  skip_blanks();
  line_ = stream_.line();
  if (stream_.peek() == ']') return end_of_list();
  if (!first_) {
    if (stream_.peek() != ',')
      return fail(stream_.peek() == ByteStream::kEnd ? "the list breaks off" : "a comma is missing");
    stream_.take();
    skip_blanks();
    line_ = stream_.line();
  }
  first_ = false;
  if (!append_value(text)) return fail(stream_.trouble());
  if (text.empty()) return fail(stream_.peek() == ByteStream::kEnd ? "the list breaks off" : "a value is missing");
  return true;
}

Result<bool> JsonElements::end_of_list() {
  stream_.take();
  state_ = State::Ended;
  return expect_end();
}

Result<bool> JsonElements::expect_end() {
  skip_blanks();
  if (stream_.peek() == ByteStream::kEnd) return false;
  line_ = stream_.line();
  return fail("there is more behind the end; a file with one object a line is called `.jsonl`");
}

bool JsonElements::append_value(std::string& text) {
  Nesting nesting;
  for (;;) {
    const auto piece = stream_.piece();
    if (piece.empty()) return stream_.trouble().empty();
    std::size_t taken = 0;
    while (taken < piece.size()) {
      const char byte = piece[taken];
      if (!nesting.holds(byte)) {
        text.append(piece.substr(0, taken));
        stream_.skip(taken);
        return true;
      }
      ++taken;
      if ((byte == ']' || byte == '}') && nesting.is_closed()) {
        text.append(piece.substr(0, taken));
        stream_.skip(taken);
        return true;
      }
    }
    text.append(piece);
    stream_.skip(taken);
    if (text.size() > kLargestRow) {
      stream_.give_up("this element is larger than 64 MB");
      return false;
    }
  }
}

Failure JsonElements::fail(std::string_view what) const { return stream_.failure(line_, what); }

}  // namespace sdg::source
