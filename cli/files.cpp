#include "cli/files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "runtime/source/file_kind.h"

namespace sdg::cli {

namespace {

constexpr std::size_t kLargestProgram = std::size_t{64} << 20;

Failure cannot_read(const std::string& path, std::string_view why) {
  return {fmt::format("cannot read `{}`: {}", path, why)};
}

/// A command neither hangs nor fills the memory because of what a name turns out to be.
std::string_view why_not_read(source::FileKind kind) {
  switch (kind) {
    case source::FileKind::Plain:
    case source::FileKind::Stream: return {};
    case source::FileKind::Folder: return "it is a folder; name a file in it";
    case source::FileKind::NamedPipe: return "it is a named pipe; write its text to a file first, or to stdin for `-`";
    case source::FileKind::Device: return "it is a device and no file";
  }
  return {};
}

Result<std::string> read_all(const std::string& path, int fd) {
  std::string text;
  char buffer[1 << 16];
  for (;;) {
    const ssize_t got = ::read(fd, buffer, sizeof buffer);
    if (got == 0) return text;
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return cannot_read(path, std::strerror(errno));
    text.append(buffer, static_cast<std::size_t>(got));
    if (text.size() > kLargestProgram) return cannot_read(path, "a program of more than 64 MB is not read");
  }
}

bool write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(fd, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

/// Only whole folders are walked: what cannot be entered is passed over, as what is hidden is.
std::vector<std::string> pipelines_in(const std::string& folder) {
  namespace fs = std::filesystem;
  std::vector<std::string> found;
  std::error_code trouble;
  const auto options = fs::directory_options::skip_permission_denied;
  for (fs::recursive_directory_iterator at(folder, options, trouble), end; at != end && !trouble;
       at.increment(trouble)) {
    const std::string name = at->path().filename();
    if (name.starts_with('.') && at->is_directory(trouble)) at.disable_recursion_pending();
    if (name.ends_with(".sdg") && !name.starts_with('.') && at->is_regular_file(trouble))
      found.push_back(at->path().lexically_normal());
  }
  std::ranges::sort(found);
  return found;
}

}  // namespace

Result<std::string> read_file(const std::string& path) {
  if (path == "-") return read_all("stdin", STDIN_FILENO);
  const int fd = source::open_at_once(path);
  if (fd < 0) return cannot_read(path, std::strerror(errno));
  const std::string_view refusal = why_not_read(source::kind_of(fd));
  auto text = refusal.empty() ? read_all(path, fd) : cannot_read(path, refusal);
  ::close(fd);
  return text;
}

Result<std::string> DiskLoader::load(const std::string& path) {
  auto text = read_file(path);
  if (text && std::ranges::find(read_, path) == read_.end()) read_.push_back(path);
  return text;
}

Result<std::vector<std::string>> DiskLoader::list(const std::string& folder) {
  std::error_code trouble;
  std::vector<std::string> names;
  for (std::filesystem::directory_iterator at(folder, trouble), end; at != end && !trouble; at.increment(trouble)) {
    names.push_back(at->path().filename());
  }
  if (trouble) return cannot_read(folder, trouble.message());
  std::ranges::sort(names);
  return names;
}

Result<std::vector<std::string>> find_pipelines(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    std::error_code trouble;
    if (!std::filesystem::is_directory(path, trouble)) {
      files.push_back(path);
      continue;
    }
    const auto found = pipelines_in(path);
    if (found.empty()) return Failure{fmt::format("the folder `{}` holds no `.sdg` file", path)};
    files.insert(files.end(), found.begin(), found.end());
  }
  return files;
}

Result<void> replace_file(const std::string& path, std::string_view text) {
  const std::string part = fmt::format("{}/.{}.{}.part", folder_of(path), path.substr(path.rfind('/') + 1), ::getpid());
  struct stat facts {};
  const mode_t mode = ::stat(path.c_str(), &facts) == 0 ? facts.st_mode & 07777 : 0644;
  const int fd = ::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (fd < 0) return Failure{fmt::format("cannot write beside `{}`: {}", path, std::strerror(errno))};
  const bool written = write_all(fd, text) && ::fsync(fd) == 0;
  const int why = errno;
  ::close(fd);
  if (written && ::rename(part.c_str(), path.c_str()) == 0) return {};
  const Failure failure{fmt::format("cannot write `{}`: {}", path, std::strerror(written ? errno : why))};
  ::unlink(part.c_str());
  return failure;
}

std::string folder_of(const std::string& path) {
  const auto slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace sdg::cli
