#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "compiler/source/result.h"

namespace sdg::source {

/// A line, a record, an element or a whole document: no row is larger.
inline constexpr std::size_t kLargestRow = std::size_t{64} << 20;

/// The text of a file, or of stdin for `-`, in pieces. A byte order mark at its start is dropped.
class ByteStream {
 public:
  static Result<std::unique_ptr<ByteStream>> open(const std::string& path);
  /// For tests and for what is in memory already.
  static std::unique_ptr<ByteStream> of_text(std::string text, std::string name);
  ~ByteStream();
  ByteStream(const ByteStream&) = delete;
  ByteStream& operator=(const ByteStream&) = delete;

  static constexpr int kEnd = -1;
  /// The next byte, or kEnd, also after a failure.
  int peek() { return at_ < piece_.size() || refill() ? static_cast<unsigned char>(piece_[at_]) : kEnd; }
  int take();
  /// What is there to be looked at without reading on; never empty before the end. `skip` takes it.
  std::string_view piece();
  void skip(std::size_t bytes);

  /// Appends the rest of the line, without its `\n` or `\r\n`. False at the end, and where it would be too large.
  bool append_line(std::string& line);

  std::uint64_t line() const { return line_; }  // of the next byte, from 1
  std::uint64_t bytes_taken() const { return taken_; }
  bool last_line_ended() const { return last_line_ended_; }
  const std::string& name() const { return name_; }

  /// Why reading stopped, if it was not the end.
  const std::string& trouble() const { return trouble_; }
  void give_up(std::string why) { trouble_ = std::move(why); }
  /// `data/x.jsonl:12: …`
  Failure failure(std::uint64_t line, std::string_view what) const;

 private:
  explicit ByteStream(std::string name) : name_(std::move(name)) {}
  bool refill();
  void drop_mark();

  std::string name_;
  int fd_ = -1;
  bool ended_ = false;
  bool last_line_ended_ = true;
  std::string piece_;
  std::size_t at_ = 0;
  std::uint64_t line_ = 1, taken_ = 0;
  std::string trouble_;
};

}  // namespace sdg::source
