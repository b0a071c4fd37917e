#include "runtime/net/sockets.h"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

namespace sdg::net {

int Sockets::open(int family, int type, int protocol) {
  const int fd = socket(family, type | SOCK_CLOEXEC, protocol);
  if (fd < 0) return -1;
  const auto index = static_cast<std::size_t>(fd);
  if (index >= own_.size()) own_.resize(std::max(index + 1, own_.size() * 2));
  own_[index] = true;
  reactor_.forget(fd);
  return fd;
}

void Sockets::close(int fd) {
  own_[static_cast<std::size_t>(fd)] = false;
  reactor_.forget(fd);
  ::close(fd);
}

bool Sockets::owns(int fd) const {
  const auto index = static_cast<std::size_t>(fd);
  return index < own_.size() && own_[index];
}

}  // namespace sdg::net
