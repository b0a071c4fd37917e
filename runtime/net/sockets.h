#pragma once

#include <vector>

#include "runtime/net/reactor.h"

namespace sdg::net {

/// Opens and closes curl's sockets, so that the reactor hears of every end and an idle connection need not be taken out
/// of epoll between two requests. None is inherited by children.
class Sockets {
 public:
  explicit Sockets(Reactor& reactor) : reactor_(reactor) {}

  /// -1 where the system has none to give.
  int open(int family, int type, int protocol);
  void close(int fd);
  bool owns(int fd) const;

 private:
  Reactor& reactor_;
  std::vector<bool> own_;
};

}  // namespace sdg::net
