#include "runtime/store/synced_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <string>
#include <system_error>
#include <utility>

#include "compiler/plan/digest.h"

namespace sdg::store {
namespace {

/// Always as long, so that one takes the place of another.
std::string line_of(std::uint64_t sequence) {
  const auto number = fmt::format("{:020}", sequence);
  return number + ' ' + plan::sha256(number).short_hex() + '\n';
}

}  // namespace

std::optional<std::uint64_t> SyncedFile::read() const {
  const auto text = read_whole(file_);
  if (!text) return std::nullopt;
  std::uint64_t sequence = 0;
  const auto parsed = std::from_chars(text->data(), text->data() + text->size(), sequence);
  if (parsed.ec != std::errc() || *text != line_of(sequence)) return std::nullopt;
  return sequence;
}

void SyncedFile::write(std::uint64_t sequence) {
  const std::lock_guard lock(mutex_);
  replace(sequence);
}

void SyncedFile::raise(std::uint64_t sequence) {
  const std::lock_guard lock(mutex_);
  if (sequence > written_) replace(sequence);
}

void SyncedFile::replace(std::uint64_t sequence) {
  const auto line = line_of(sequence);
  const auto size = static_cast<ssize_t>(line.size());
  const bool is_written = open_.is_open() ? pwrite(open_.get(), line.data(), line.size(), 0) == size : make_file(line);
  if (is_written) written_ = sequence;
}

bool SyncedFile::make_file(const std::string& line) {
  auto part = file_;
  part += ".part";
  auto file = open_private(part, O_CREAT | O_TRUNC | O_WRONLY);
  if (!file.is_open() || !write_all(file.get(), line) || rename(part.c_str(), file_.c_str()) != 0) return false;
  open_ = std::move(file);
  return true;
}

}  // namespace sdg::store
