#include "cli/line_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace sdg::cli {

namespace {

Failure cannot_write(const std::string& path, int error) {
  return {fmt::format("`{}` cannot be written: {}", path, std::strerror(error))};
}

}  // namespace

Result<std::unique_ptr<LineFile>> LineFile::open(const std::string& path) {
  const int fd = ::open(path.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
  if (fd < 0) return cannot_write(path, errno);
  struct stat facts {};
  // One that was there before may be open to others; a pipe or a terminal is its owner's affair.
  if (::fstat(fd, &facts) == 0 && S_ISREG(facts.st_mode)) ::fchmod(fd, 0600);
  std::FILE* file = ::fdopen(fd, "w");
  if (!file) {
    const int error = errno;
    ::close(fd);
    return cannot_write(path, error);
  }
  std::setvbuf(file, nullptr, _IOLBF, 1 << 16);
  return std::unique_ptr<LineFile>(new LineFile(path, file));
}

LineFile::~LineFile() {
  if (file_) std::fclose(file_);
}

void LineFile::write(std::string_view lines) { std::fwrite(lines.data(), 1, lines.size(), file_); }

Result<void> LineFile::finish() {
  const bool failed = std::ferror(file_) != 0;
  const bool closed = std::fclose(std::exchange(file_, nullptr)) == 0;
  if (failed || !closed) return cannot_write(path_, errno);
  return {};
}

}  // namespace sdg::cli
