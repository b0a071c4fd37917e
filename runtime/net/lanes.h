#pragma once

#include <memory>
#include <vector>

#include "runtime/net/curl_multi.h"
#include "runtime/net/sockets.h"

namespace sdg::net {

/// Which curl multi handle a transfer goes to. Curl looks for an idle connection one by one among all that a host has:
/// with 2,000 in flight half of the CPU went there. So requests with a connection each are spread over handles of a
/// bounded number, in order, that those of a quiet time share the same few connections.
class Lanes {
 public:
  explicit Lanes(Reactor& reactor) : reactor_(reactor), sockets_(reactor), shared_(reactor, sockets_) {}

  /// For HTTP/1.1: as many connections as transfers.
  CurlMulti& separate();
  /// For HTTP/2: as few connections as can carry the streams.
  CurlMulti& shared();
  Sockets& sockets() { return sockets_; }

 private:
  Reactor& reactor_;
  Sockets sockets_;
  CurlMulti shared_;
  std::size_t shared_connections_ = 0;
  std::vector<std::unique_ptr<CurlMulti>> separate_;
};

}  // namespace sdg::net
