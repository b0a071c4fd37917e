#include "tests/support/loopback_server.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <queue>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

#include "tests/support/loopback_desk.h"

namespace sdg::test {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kReadSize = std::size_t{256} << 10;
constexpr std::size_t kSlices = 16;
constexpr int kBacklog = 4096;

int checked(int result, const char* what) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), what);
  return result;
}

/// One client. Requests that were sent ahead wait in `in` until the one before them is answered.
struct Connection {
  std::string in;
  /// Bytes that `in` must hold before it is worth parsing.
  std::size_t needed = 0;
  /// The reply being waited for or sent.
  Reply reply;
  bool busy = false;
  std::size_t sent = 0;
  /// How much of the reply may be out by now.
  std::size_t allowed = 0;
  std::uint32_t generation = 0;
  bool open = false;
  bool wants_write = false;
};

struct Timer {
  Clock::time_point when;
  int fd;
  std::uint32_t generation;

  bool operator>(const Timer& other) const { return when > other.when; }
};

}  // namespace

struct LoopbackServer::Impl {
  Impl(Behaviour behaviour, std::uint16_t wanted_port);
  ~Impl();

  void listen_on(std::uint16_t wanted_port);
  void run();
  int wait(epoll_event* events, int size) const;
  void run_timers();
  void accept_all();
  void on_event(int fd, std::uint32_t events);
  void receive(int fd);
  void serve(int fd);
  void begin(int fd, Reply reply);
  void on_timer(int fd);
  void push(int fd);
  void count_sent(Reply& reply);
  void end_reply(int fd);
  void want_write(int fd, bool wanted);
  void close_connection(int fd, bool reset);
  void at(Clock::time_point when, int fd) {
    timers.push({when, fd, connections[static_cast<std::size_t>(fd)].generation});
  }
  Connection& connection(int fd) { return connections[static_cast<std::size_t>(fd)]; }

  LoopbackDesk desk;
  int listener = -1;
  int epoll = -1;
  int stopper = -1;
  std::uint16_t port = 0;
  std::vector<Connection> connections;
  std::priority_queue<Timer, std::vector<Timer>, std::greater<>> timers;
  std::string read_buffer = std::string(kReadSize, '\0');
  bool stopped = false;
  std::thread thread;
};

LoopbackServer::Impl::Impl(Behaviour behaviour, std::uint16_t wanted_port) : desk(std::move(behaviour)) {
  epoll = checked(epoll_create1(EPOLL_CLOEXEC), "epoll_create1");
  stopper = checked(eventfd(0, EFD_CLOEXEC), "eventfd");
  listen_on(wanted_port);
  for (const int fd : {listener, stopper}) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = fd;
    checked(epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event), "epoll_ctl");
  }
  thread = std::thread([this] { run(); });
}

LoopbackServer::Impl::~Impl() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = write(stopper, &one, sizeof one);
  thread.join();
  for (std::size_t fd = 0; fd < connections.size(); ++fd) {
    if (connections[fd].open) close(static_cast<int>(fd));
  }
  close(listener);
  close(stopper);
  close(epoll);
}

void LoopbackServer::Impl::listen_on(std::uint16_t wanted_port) {
  listener = checked(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), "socket");
  const int yes = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  // Accepted sockets inherit it.
  setsockopt(listener, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(wanted_port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  checked(bind(listener, generic, sizeof address), "bind");
  checked(listen(listener, kBacklog), "listen");
  socklen_t size = sizeof address;
  checked(getsockname(listener, generic, &size), "getsockname");
  port = ntohs(address.sin_port);
}

void LoopbackServer::Impl::run() {
  std::array<epoll_event, 512> events;
  while (!stopped) {
    const int count = wait(events.data(), static_cast<int>(events.size()));
    for (int i = 0; i < count; ++i) {
      const auto& event = events[static_cast<std::size_t>(i)];
      on_event(event.data.fd, event.events);
    }
    run_timers();
  }
}

int LoopbackServer::Impl::wait(epoll_event* events, int size) const {
  if (timers.empty()) return epoll_wait(epoll, events, size, -1);
  const auto left = std::max(timers.top().when - Clock::now(), Clock::duration::zero());
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(left);
  const timespec timeout{static_cast<time_t>(seconds.count()), static_cast<long>((left - seconds).count())};
  return epoll_pwait2(epoll, events, size, &timeout, nullptr);
}

void LoopbackServer::Impl::run_timers() {
  if (timers.empty()) return;
  const auto now = Clock::now();
  while (!timers.empty() && timers.top().when <= now) {
    const auto timer = timers.top();
    timers.pop();
    const auto& client = connection(timer.fd);
    if (!client.open || client.generation != timer.generation) continue;
    on_timer(timer.fd);
    serve(timer.fd);
  }
}

void LoopbackServer::Impl::accept_all() {
  for (;;) {
    const int fd = accept4(listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0) return;
    if (static_cast<std::size_t>(fd) >= connections.size()) connections.resize(static_cast<std::size_t>(fd) * 2 + 1);
    auto& client = connection(fd);
    client.open = true;
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = fd;
    checked(epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event), "epoll_ctl");
    desk.connected();
  }
}

void LoopbackServer::Impl::on_event(int fd, std::uint32_t events) {
  if (fd == stopper) {
    stopped = true;
  } else if (fd == listener) {
    accept_all();
  } else if ((events & EPOLLOUT) != 0) {
    push(fd);
    serve(fd);
  } else {
    receive(fd);
  }
}

void LoopbackServer::Impl::receive(int fd) {
  auto& client = connection(fd);
  if (!client.open) return;
  const auto got = recv(fd, read_buffer.data(), read_buffer.size(), 0);
  if (got < 0 && errno == EAGAIN) return;
  if (got <= 0) return close_connection(fd, false);
  client.in.append(read_buffer, 0, static_cast<std::size_t>(got));
  serve(fd);
}

void LoopbackServer::Impl::serve(int fd) {
  auto& client = connection(fd);
  while (client.open && !client.busy && !client.in.empty() && client.in.size() >= client.needed) {
    const auto parsed = parse_http(client.in);
    if (parsed.state == ParsedHttp::State::Bad) return close_connection(fd, false);
    client.needed = parsed.size;
    if (parsed.expects_leave) send(fd, "HTTP/1.1 100 Continue\r\n\r\n", 25, MSG_NOSIGNAL);
    if (parsed.state == ParsedHttp::State::Incomplete) return;
    auto reply = desk.reply_to(parsed.request);
    client.in.erase(0, parsed.size);
    client.needed = 0;
    begin(fd, std::move(reply));
  }
}

void LoopbackServer::Impl::begin(int fd, Reply reply) {
  auto& client = connection(fd);
  client.busy = true;
  client.sent = 0;
  client.allowed = 0;
  client.reply = std::move(reply);
  if (client.reply.then == Reply::Then::Silence) return;
  if (client.reply.delay > std::chrono::microseconds::zero()) return at(Clock::now() + client.reply.delay, fd);
  on_timer(fd);
}

void LoopbackServer::Impl::on_timer(int fd) {
  auto& client = connection(fd);
  const auto& reply = client.reply;
  if (reply.slow_time.count() == 0) {
    client.allowed = reply.bytes.size();
  } else {
    client.allowed = std::min(reply.bytes.size(), client.allowed + reply.bytes.size() / kSlices + 1);
    if (client.allowed < reply.bytes.size()) at(Clock::now() + reply.slow_time / kSlices, fd);
  }
  push(fd);
}

void LoopbackServer::Impl::push(int fd) {
  auto& client = connection(fd);
  if (!client.open) return;
  const auto& bytes = client.reply.bytes;
  // Before the last bytes go: the client may look at the counts as soon as it has them.
  if (client.busy && client.allowed == bytes.size()) count_sent(client.reply);
  while (client.sent < client.allowed) {
    const auto put = send(fd, bytes.data() + client.sent, client.allowed - client.sent, MSG_NOSIGNAL);
    if (put < 0 && errno == EAGAIN) return want_write(fd, true);
    if (put < 0) return close_connection(fd, false);
    client.sent += static_cast<std::size_t>(put);
  }
  want_write(fd, false);
  if (client.busy && client.sent == bytes.size()) end_reply(fd);
}

void LoopbackServer::Impl::count_sent(Reply& reply) {
  if (std::exchange(reply.counted, false)) desk.sent(reply.answers);
}

void LoopbackServer::Impl::end_reply(int fd) {
  auto& client = connection(fd);
  client.busy = false;
  const auto then = client.reply.then;
  if (then != Reply::Then::Keep) close_connection(fd, then == Reply::Then::Reset);
}

void LoopbackServer::Impl::want_write(int fd, bool wanted) {
  auto& client = connection(fd);
  if (client.wants_write == wanted) return;
  client.wants_write = wanted;
  epoll_event event{};
  event.events = wanted ? EPOLLOUT : EPOLLIN;
  event.data.fd = fd;
  epoll_ctl(epoll, EPOLL_CTL_MOD, fd, &event);
}

void LoopbackServer::Impl::close_connection(int fd, bool reset) {
  auto& client = connection(fd);
  if (client.reply.counted) desk.lost();
  if (reset) {
    const linger now{1, 0};
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
  }
  close(fd);
  const auto generation = client.generation + 1;
  client = {};
  client.generation = generation;
}

LoopbackServer::LoopbackServer(Behaviour behaviour, std::uint16_t port)
    : impl_(std::make_unique<Impl>(std::move(behaviour), port)) {}

LoopbackServer::~LoopbackServer() = default;

std::uint16_t LoopbackServer::port() const { return impl_->port; }

std::string LoopbackServer::url() const { return "http://127.0.0.1:" + std::to_string(port()) + "/v1"; }

void LoopbackServer::set(Behaviour behaviour) { impl_->desk.set(std::move(behaviour)); }

LoopbackStats LoopbackServer::stats() const { return impl_->desk.stats(); }

std::uint64_t LoopbackServer::times_asked(std::string_view body) const { return impl_->desk.times_asked(body); }

std::uint64_t LoopbackServer::times_answered(std::string_view body) const { return impl_->desk.times_answered(body); }

std::vector<KeptRequest> LoopbackServer::requests() const { return impl_->desk.requests(); }

void LoopbackServer::forget() { impl_->desk.forget(); }

}  // namespace sdg::test
