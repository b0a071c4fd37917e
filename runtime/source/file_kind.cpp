#include "runtime/source/file_kind.h"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace sdg::source {
namespace {

/// `<(…)` and `/dev/stdin` have names, but what is opened there belongs to no file system that has files.
bool is_of_the_shell(int pipe) {
  struct statfs where {};
  return ::fstatfs(pipe, &where) == 0 && where.f_type == PIPEFS_MAGIC;
}

FileKind kind_of_device(int device, const struct stat& facts) {
  if (facts.st_rdev == makedev(1, 3)) return FileKind::Plain;  // /dev/null
  return ::isatty(device) ? FileKind::Stream : FileKind::Device;
}

}  // namespace

int open_at_once(const std::string& path) { return ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY); }

FileKind kind_of(int descriptor) {
  ::fcntl(descriptor, F_SETFL, ::fcntl(descriptor, F_GETFL) & ~O_NONBLOCK);
  struct stat facts {};
  if (::fstat(descriptor, &facts) != 0 || S_ISREG(facts.st_mode)) return FileKind::Plain;
  if (S_ISDIR(facts.st_mode)) return FileKind::Folder;
  if (S_ISFIFO(facts.st_mode)) return is_of_the_shell(descriptor) ? FileKind::Stream : FileKind::NamedPipe;
  return S_ISCHR(facts.st_mode) ? kind_of_device(descriptor, facts) : FileKind::Device;
}

}  // namespace sdg::source
