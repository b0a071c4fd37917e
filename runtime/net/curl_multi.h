#pragma once

#include <curl/curl.h>

#include <deque>
#include <memory>
#include <vector>

#include "runtime/net/reactor.h"
#include "runtime/net/sockets.h"
#include "runtime/net/transfer.h"

namespace sdg::net {

/// Transfers under way, driven by the reactor's events and curl's own timers. Connections stay open between them.
class CurlMulti final : public Reactor::Handler, public Reactor::Driver {
 public:
  CurlMulti(Reactor& reactor, const Sockets& sockets);
  ~CurlMulti();
  CurlMulti(const CurlMulti&) = delete;
  CurlMulti& operator=(const CurlMulti&) = delete;

  /// Starts a prepared transfer; it finishes in some later pass.
  void add(Transfer& transfer);
  /// Marks a transfer for removal. A reply that has arrived by then still counts.
  void cancel(Transfer& transfer);
  std::size_t in_flight() const { return in_flight_; }
  void limit_connections_per_host(std::size_t limit);

  void ready(int fd, std::uint32_t events) override;
  TimePoint deadline() const override;
  void settle() override;

 private:
  struct Cleanup {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
  };

  void start_some();
  void run_timers();
  void reap();
  void remove_cancelled();
  void finish(Transfer& transfer, CURLcode code, bool cancelled);
  void act(curl_socket_t fd, int what);
  void watch_socket(int fd, int what);
  void set_timer(long milliseconds);

  static int socket_callback(CURL*, curl_socket_t fd, int what, void* self, void*) noexcept;
  static int timer_callback(CURLM*, long milliseconds, void* self) noexcept;

  Reactor& reactor_;
  const Sockets& sockets_;
  std::unique_ptr<CURLM, Cleanup> multi_;
  TimePoint deadline_ = TimePoint::max();
  std::size_t in_flight_ = 0;
  /// Not known to curl yet.
  std::deque<Transfer*> unstarted_;
  std::vector<Transfer*> to_cancel_;
  /// Those of `to_cancel_` since whose cancelling all sockets were looked at once more.
  std::vector<Transfer*> ripe_;
};

}  // namespace sdg::net
