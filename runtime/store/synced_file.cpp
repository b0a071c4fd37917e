#include "runtime/store/synced_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <string>
#include <system_error>

#include "compiler/plan/digest.h"
#include "runtime/store/files.h"

namespace sdg::store {
namespace {

std::string line_of(std::uint64_t sequence) {
  const auto number = std::to_string(sequence);
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
  auto part = file_;
  part += ".part";
  {
    const auto file = open_private(part, O_CREAT | O_TRUNC | O_WRONLY);
    if (!file.is_open() || !write_all(file.get(), line_of(sequence))) return;
  }
  if (rename(part.c_str(), file_.c_str()) == 0) written_ = sequence;
}

}  // namespace sdg::store
