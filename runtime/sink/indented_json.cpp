#include "runtime/sink/indented_json.h"

namespace sdg::sink {
namespace {

/// Where the string that begins at `begin` ends, behind its quote.
std::size_t end_of_string(std::string_view json, std::size_t begin) {
  std::size_t end = begin + 1;
  while (json[end] != '"') end += json[end] == '\\' ? 2 : 1;
  return end + 1;
}

class Indenter {
 public:
  Indenter(std::string& out, std::size_t blanks, std::size_t depth) : out_(out), blanks_(blanks), depth_(depth) {}

  void append(std::string_view json) {
    for (std::size_t at = 0; at < json.size();) {
      const auto end = json[at] == '"' ? end_of_string(json, at) : at + 1;
      append_token(json.substr(at, end - at));
      at = end;
    }
  }

 private:
  void append_token(std::string_view token) {
    const bool closes = token == "}" || token == "]";
    if (closes) --depth_;
    // An empty list or object stays on its line.
    if (just_opened_ != closes) break_line();
    out_ += token;
    just_opened_ = token == "{" || token == "[";
    if (just_opened_) ++depth_;
    if (token == ",") break_line();
    if (token == ":") out_ += ' ';
  }

  void break_line() { out_.append(1, '\n').append(depth_ * blanks_, ' '); }

  std::string& out_;
  std::size_t blanks_, depth_;
  bool just_opened_ = false;
};

}  // namespace

void append_indented(std::string& out, std::string_view json, std::size_t blanks, std::size_t depth) {
  Indenter(out, blanks, depth).append(json);
}

}  // namespace sdg::sink
