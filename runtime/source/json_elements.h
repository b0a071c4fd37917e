#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "compiler/source/result.h"
#include "runtime/source/byte_stream.h"

namespace sdg::source {

/// Takes the list that a JSON file is apart, one element after the other, without reading it whole. A file that holds
/// no list is one element. What an element is, is not checked here.
class JsonElements {
 public:
  explicit JsonElements(ByteStream& stream) : stream_(stream) {}

  /// Puts the text of the next element into `text`; false after the last.
  Result<bool> next(std::string& text);
  /// Where the last element began.
  std::uint64_t line() const { return line_; }

 private:
  enum class State : std::uint8_t { Start, InList, Ended };
  void skip_blanks();
  Result<bool> begin(std::string& text);
  Result<bool> element(std::string& text);
  Result<bool> end_of_list();
  Result<bool> expect_end();
  bool append_value(std::string& text);
  Failure fail(std::string_view what) const;

  ByteStream& stream_;
  State state_ = State::Start;
  bool first_ = true;
  std::uint64_t line_ = 1;
};

}  // namespace sdg::source
