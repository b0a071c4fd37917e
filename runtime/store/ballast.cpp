#include "runtime/store/ballast.h"

#include <fcntl.h>
#include <unistd.h>

#include <system_error>

#include "runtime/store/files.h"

namespace sdg::store {

void Ballast::fill() {
  std::error_code error;
  if (bytes_ == 0 || std::filesystem::file_size(file_, error) == bytes_) return;
  const auto file = open_private(file_, O_CREAT | O_RDWR);
  // fallocate and not posix_fallocate: where the file system cannot reserve, the latter would write 64 MB of zeros.
  if (file.is_open() && fallocate(file.get(), 0, 0, static_cast<off_t>(bytes_)) != 0) unlink(file_.c_str());
}

void Ballast::release() {
  const std::lock_guard lock(mutex_);
  unlink(file_.c_str());
  released_ = true;
}

}  // namespace sdg::store
