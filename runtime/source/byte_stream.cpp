#include "runtime/source/byte_stream.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "runtime/source/file_kind.h"

namespace sdg::source {
namespace {

constexpr std::size_t kPiece = std::size_t{64} << 10;
constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

bool is_utf16(std::string_view start) {
  return start.starts_with("\xFF\xFE") || start.starts_with("\xFE\xFF") ||
         (start.size() > 3 && start[0] != '\0' && start[1] == '\0' && start[3] == '\0');
}

bool is_compressed(std::string_view start) {
  return start.starts_with("\x1F\x8B") || start.starts_with("\x28\xB5\x2F\xFD") || start.starts_with("PK\x03\x04");
}

std::string why_not_opened(const std::string& path, int error) {
  if (error == ENOENT) return fmt::format("there is no file `{}`; paths start at the folder of the pipeline", path);
  return fmt::format("cannot read `{}`: {}", path, std::strerror(error));
}

std::string why_not_read(const std::string& path, FileKind kind) {
  switch (kind) {
    case FileKind::Plain: return {};
    case FileKind::Stream:
      return fmt::format(
          "`{}` is a pipe, and rows are read more than once; `read(\"-\")` is stdin, anything else a file", path);
    case FileKind::Folder: return fmt::format("`{0}` is a folder; name its files, for example `{0}/*.jsonl`", path);
    case FileKind::NamedPipe:
      return fmt::format("`{}` is a named pipe; write its rows to a file first, or to stdin: `read(\"-\")`", path);
    case FileKind::Device: return fmt::format("`{}` is a device and no file", path);
  }
  return {};
}

}  // namespace

Result<std::unique_ptr<ByteStream>> ByteStream::open(const std::string& path) {
  const bool is_stdin = path == "-";
  std::unique_ptr<ByteStream> stream(new ByteStream(is_stdin ? "stdin" : path));
  stream->fd_ = is_stdin ? dup(STDIN_FILENO) : open_at_once(path);
  if (stream->fd_ < 0) return Failure{why_not_opened(path, errno)};
  if (!is_stdin) {
    if (const auto refusal = why_not_read(path, kind_of(stream->fd_)); !refusal.empty()) return Failure{refusal};
  }
  stream->drop_mark();
  if (!stream->trouble_.empty()) return stream->failure(1, stream->trouble_);
  return stream;
}

std::unique_ptr<ByteStream> ByteStream::of_text(std::string text, std::string name) {
  std::unique_ptr<ByteStream> stream(new ByteStream(std::move(name)));
  stream->piece_ = std::move(text);
  stream->ended_ = true;
  stream->drop_mark();
  return stream;
}

ByteStream::~ByteStream() {
  if (fd_ >= 0) close(fd_);
}

bool ByteStream::refill() {
  if (ended_) return false;
  piece_.resize(kPiece);
  at_ = 0;
  ssize_t count;
  do count = ::read(fd_, piece_.data(), piece_.size());
  while (count < 0 && errno == EINTR);
  if (count < 0) trouble_ = fmt::format("cannot read on: {}", std::strerror(errno));
  piece_.resize(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
  ended_ = piece_.empty();
  return !ended_;
}

void ByteStream::drop_mark() {
  peek();
  const std::string_view start = piece_;
  if (start.starts_with(kUtf8Mark)) at_ = kUtf8Mark.size();
  if (is_utf16(start)) trouble_ = "this is UTF-16; save it as UTF-8 (`iconv -f utf-16 -t utf-8`)";
  if (is_compressed(start)) trouble_ = "this is compressed; unpack it first";
  if (trouble_.empty()) return;
  piece_.clear();
  at_ = 0;
  ended_ = true;
}

int ByteStream::take() {
  const int byte = peek();
  if (byte == kEnd) return kEnd;
  ++at_;
  ++taken_;
  line_ += byte == '\n';
  return byte;
}

std::string_view ByteStream::piece() {
  peek();
  return std::string_view(piece_).substr(at_);
}

void ByteStream::skip(std::size_t bytes) {
  const auto skipped = std::string_view(piece_).substr(at_, bytes);
  line_ += static_cast<std::uint64_t>(std::ranges::count(skipped, '\n'));
  at_ += skipped.size();
  taken_ += skipped.size();
}

bool ByteStream::append_line(std::string& line) {
  const auto start = line.size();
  if (peek() == kEnd) return false;
  for (last_line_ended_ = false; !last_line_ended_ && peek() != kEnd;) {
    const auto there = piece();
    const auto end = there.find('\n');
    last_line_ended_ = end != std::string_view::npos;
    line.append(there.substr(0, end));
    skip(last_line_ended_ ? end + 1 : there.size());
    if (line.size() - start > kLargestRow) {
      trouble_ = "this row is larger than 64 MB";
      return false;
    }
  }
  if (line.size() > start && line.back() == '\r') line.pop_back();
  return trouble_.empty();
}

Failure ByteStream::failure(std::uint64_t line, std::string_view what) const {
  return {fmt::format("{}:{}: {}", name_, line, what)};
}

}  // namespace sdg::source
