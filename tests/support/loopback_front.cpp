#include "tests/support/loopback_front.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <map>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "tests/support/loopback_http2.h"

namespace sdg::test {
namespace {

constexpr int kBacklogOfFront = 1024;
/// Where HTTP/1.1 has no streams.
constexpr std::int32_t kOnlyStream = 0;

int checked_call(int result, const char* what) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), what);
  return result;
}

sockaddr_in loopback_address(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

int connect_to(std::uint16_t port) {
  const int fd = checked_call(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");
  const int yes = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  const auto address = loopback_address(port);
  checked_call(connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address), "connect");
  return fd;
}

struct Counters {
  std::atomic<std::uint64_t> connections = 0, streams = 0;
};

/// One client, until it or the front goes.
class FrontClient {
 public:
  FrontClient(const TlsServer& tls, int fd, std::uint16_t server_port, Counters& counters)
      : fd_(fd), server_port_(server_port), counters_(counters), tls_(tls, fd) {}
  ~FrontClient() {
    for (const auto& [stream, server] : servers_) close(server);
    close(fd_);
  }
  FrontClient(const FrontClient&) = delete;
  FrontClient& operator=(const FrontClient&) = delete;

  void serve_until(int stopper) {
    std::vector<pollfd> events;
    do {
      events = {{stopper, POLLIN, 0}, {fd_, static_cast<short>(tls_.has_unsent() ? POLLIN | POLLOUT : POLLIN), 0}};
      for (const auto& [stream, server] : servers_) events.push_back({server, POLLIN, 0});
      if (poll(events.data(), events.size(), -1) < 0) return;
    } while (events[0].revents == 0 && pass_on(events));
  }

 private:
  bool pass_on(const std::vector<pollfd>& events) {
    if (!take_from_client()) return false;
    for (std::size_t i = 2; i < events.size(); ++i) {
      if (events[i].revents != 0) take_from_server(events[i].fd);
    }
    if (http2_) tls_.write(http2_->take_output());
    return tls_.flush() && (tls_.has_unsent() || !done_);
  }

  bool take_from_client() {
    std::string plain;
    const bool open = tls_.read(plain);
    if (!greeted_ && tls_.shook_hands()) greet();
    if (http2_) return http2_->receive(plain) && open;
    if (!plain.empty()) ask(kOnlyStream, plain);
    return open;
  }

  void greet() {
    greeted_ = true;
    ++counters_.connections;
    if (!tls_.speaks_http2()) return;
    http2_.emplace(Http2Session::Events{[this](std::int32_t stream, const std::string& request) {
                                          ++counters_.streams;
                                          ask(stream, request);
                                        },
                                        [this](std::int32_t stream) { forget(stream); }});
  }

  void ask(std::int32_t stream, std::string_view bytes) {
    auto& server = servers_.try_emplace(stream, -1).first->second;
    if (server < 0) server = connect_to(server_port_);
    while (!bytes.empty()) {
      const auto put = send(server, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (put <= 0) return;  // what became of it is read from the same socket
      bytes.remove_prefix(static_cast<std::size_t>(put));
    }
  }

  void take_from_server(int server) {
    const auto found =
        std::find_if(servers_.begin(), servers_.end(), [&](const auto& s) { return s.second == server; });
    if (found == servers_.end()) return;  // its stream was closed a moment ago
    const auto stream = found->first;
    std::array<char, 65536> buffer;
    const auto got = recv(server, buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (got < 0 && errno == EAGAIN) return;
    const std::string_view bytes(buffer.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
    if (!http2_) {
      tls_.write(bytes);
      done_ = bytes.empty();
      if (done_) forget(stream);
    } else if (bytes.empty()) {
      http2_->end_reply(stream);
      forget(stream);
    } else {
      http2_->reply(stream, bytes);
    }
  }

  void forget(std::int32_t stream) {
    const auto server = servers_.extract(stream);
    if (!server.empty()) close(server.mapped());
  }

  int fd_;
  std::uint16_t server_port_;
  Counters& counters_;
  TlsStream tls_;
  std::optional<Http2Session> http2_;
  std::map<std::int32_t, int> servers_;
  bool greeted_ = false;
  bool done_ = false;
};

}  // namespace

struct LoopbackFront::Impl {
  Impl(const LoopbackServer& server, Protocol protocol, Certificate its_certificate)
      : certificate(std::move(its_certificate)),
        tls(certificate, protocol == Protocol::Http2),
        server_port(server.port()) {
    auto address = loopback_address(0);
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof address;
    checked_call(bind(listener, generic, size), "bind");
    checked_call(listen(listener, kBacklogOfFront), "listen");
    checked_call(getsockname(listener, generic, &size), "getsockname");
    port = ntohs(address.sin_port);
    acceptor = std::thread([this] { accept_all(); });
  }
  ~Impl() {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = write(stopper, &one, sizeof one);
    acceptor.join();
    for (auto& client : clients) client.join();
    close(listener);
    close(stopper);
  }

  void accept_all() {
    for (;;) {
      std::array<pollfd, 2> events{{{stopper, POLLIN, 0}, {listener, POLLIN, 0}}};
      if (poll(events.data(), events.size(), -1) < 0 || events[0].revents != 0) return;
      const int fd = accept4(listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
      if (fd < 0) continue;
      const int yes = 1;
      setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
      clients.emplace_back([this, fd] { FrontClient(tls, fd, server_port, counters).serve_until(stopper); });
    }
  }

  Certificate certificate;
  TlsServer tls;
  std::uint16_t server_port;
  std::uint16_t port = 0;
  int listener = checked_call(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");
  int stopper = checked_call(eventfd(0, EFD_CLOEXEC), "eventfd");
  Counters counters;
  std::vector<std::thread> clients;
  std::thread acceptor;
};

LoopbackFront::LoopbackFront(const LoopbackServer& server, Protocol protocol, Certificate certificate)
    : impl_(std::make_unique<Impl>(server, protocol, std::move(certificate))) {}

LoopbackFront::~LoopbackFront() = default;

std::string LoopbackFront::url() const { return "https://127.0.0.1:" + std::to_string(impl_->port) + "/v1"; }

const std::string& LoopbackFront::certificate() const { return impl_->certificate.text; }

std::uint64_t LoopbackFront::connections() const { return impl_->counters.connections; }

std::uint64_t LoopbackFront::streams() const { return impl_->counters.streams; }

}  // namespace sdg::test
