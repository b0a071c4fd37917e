#include "runtime/net/lanes.h"

#include <algorithm>

namespace sdg::net {
namespace {

constexpr std::size_t kTransfersALane = 32;
// What curl puts on one HTTP/2 connection. 7.88 opens one a transfer where it is not held back.
constexpr std::size_t kStreamsAConnection = 100;

}  // namespace

CurlMulti& Lanes::separate() {
  const auto with_room =
      std::ranges::find_if(separate_, [](const auto& lane) { return lane->in_flight() < kTransfersALane; });
  if (with_room != separate_.end()) return **with_room;
  return *separate_.emplace_back(std::make_unique<CurlMulti>(reactor_, sockets_));
}

CurlMulti& Lanes::shared() {
  const auto needed = shared_.in_flight() / kStreamsAConnection + 1;
  if (needed > shared_connections_) shared_.limit_connections_per_host(shared_connections_ = needed);
  return shared_;
}

}  // namespace sdg::net
