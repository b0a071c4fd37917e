#include "runtime/store/note_log.h"

#include <fcntl.h>
#include <fmt/chrono.h>
#include <rocksdb/env.h>

#include <array>
#include <cstdarg>
#include <cstdio>
#include <ctime>
#include <string>
#include <system_error>

#include "runtime/store/files.h"

namespace sdg::store {
namespace {

constexpr std::uintmax_t kLargest = 1 << 20;

FileDescriptor open_notes(const std::filesystem::path& file) {
  if (file.empty()) return FileDescriptor(-1);
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  const int begin_anew = !error && size > kLargest ? O_TRUNC : 0;
  return open_private(file, O_CREAT | O_WRONLY | O_APPEND | begin_anew);
}

class NoteLog : public rocksdb::Logger {
 public:
  explicit NoteLog(const std::filesystem::path& file)
      : Logger(rocksdb::InfoLogLevel::WARN_LEVEL), notes_(open_notes(file)) {}

  using Logger::Logv;
  void Logv(const char* format, va_list values) override {
    if (!notes_.is_open()) return;
    std::array<char, 2048> words{};
    std::vsnprintf(words.data(), words.size(), format, values);
    // A note that finds no place is lost, and nothing with it.
    (void)write_all(notes_.get(), fmt::format("{:%FT%TZ} {}\n", fmt::gmtime(std::time(nullptr)), words.data()));
  }
  /// All settings, at every start: nothing that a warning needs.
  void LogHeader(const char*, va_list) override {}

 private:
  FileDescriptor notes_;
};

}  // namespace

std::shared_ptr<rocksdb::Logger> make_note_log(const std::filesystem::path& file) {
  return std::make_shared<NoteLog>(file);
}

}  // namespace sdg::store
