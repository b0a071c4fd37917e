#include "runtime/net/curl_multi.h"

#include <sys/epoll.h>

#include <algorithm>
#include <new>
#include <stdexcept>
#include <string>
#include <utility>

namespace sdg::net {
namespace {

// Above any concurrency: curl must not close idle connections that the next request wants.
constexpr long kIdleConnections = 1L << 14;
// A start may open a connection, a tenth of a millisecond each; between two handfuls the sockets are looked at.
constexpr int kStartsAPass = 16;

/// The multi handle is unusable after an error, and none is expected.
void check(CURLMcode code) {
  if (code != CURLM_OK) throw std::logic_error(std::string("curl: ") + curl_multi_strerror(code));
}

std::uint32_t epoll_events(int what) {
  switch (what) {
    case CURL_POLL_IN: return EPOLLIN;
    case CURL_POLL_OUT: return EPOLLOUT;
    case CURL_POLL_INOUT: return EPOLLIN | EPOLLOUT;
    default: return 0;
  }
}

int curl_events(std::uint32_t events) {
  int what = 0;
  if ((events & EPOLLIN) != 0) what |= CURL_CSELECT_IN;
  if ((events & EPOLLOUT) != 0) what |= CURL_CSELECT_OUT;
  if ((events & (EPOLLERR | EPOLLHUP)) != 0) what |= CURL_CSELECT_ERR;
  return what;
}

}  // namespace

CurlMulti::CurlMulti(Reactor& reactor, const Sockets& sockets)
    : reactor_(reactor), sockets_(sockets), multi_(curl_multi_init()) {
  if (!multi_) throw std::bad_alloc();
  check(curl_multi_setopt(multi_.get(), CURLMOPT_SOCKETFUNCTION, &socket_callback));
  check(curl_multi_setopt(multi_.get(), CURLMOPT_SOCKETDATA, this));
  check(curl_multi_setopt(multi_.get(), CURLMOPT_TIMERFUNCTION, &timer_callback));
  check(curl_multi_setopt(multi_.get(), CURLMOPT_TIMERDATA, this));
  check(curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, kIdleConnections));
  reactor_.add(*this);
}

CurlMulti::~CurlMulti() {
  // First, because it still closes sockets through this object.
  multi_.reset();
  reactor_.remove(*this);
}

void CurlMulti::add(Transfer& transfer) {
  transfer.start();
  ++in_flight_;
  unstarted_.push_back(&transfer);
}

void CurlMulti::cancel(Transfer& transfer) {
  const bool started = std::ranges::find(unstarted_, &transfer) == unstarted_.end();
  if (started) return to_cancel_.push_back(&transfer);
  finish(transfer, CURLE_OK, true);
}

void CurlMulti::limit_connections_per_host(std::size_t limit) {
  check(curl_multi_setopt(multi_.get(), CURLMOPT_MAX_HOST_CONNECTIONS, static_cast<long>(limit)));
}

void CurlMulti::ready(int fd, std::uint32_t events) { act(fd, curl_events(events)); }

TimePoint CurlMulti::deadline() const {
  const bool has_work = !unstarted_.empty() || !to_cancel_.empty() || !ripe_.empty();
  return has_work ? TimePoint::min() : deadline_;
}

void CurlMulti::settle() {
  start_some();
  run_timers();
  reap();
  if (!to_cancel_.empty() || !ripe_.empty()) remove_cancelled();
}

void CurlMulti::start_some() {
  for (int i = 0; i < kStartsAPass && !unstarted_.empty(); ++i) {
    check(curl_multi_add_handle(multi_.get(), unstarted_.front()->handle()));
    unstarted_.pop_front();
  }
}

void CurlMulti::act(curl_socket_t fd, int what) {
  int running = 0;
  check(curl_multi_socket_action(multi_.get(), fd, what, &running));
}

void CurlMulti::run_timers() {
  if (deadline_ == TimePoint::max() || deadline_ > std::chrono::steady_clock::now()) return;
  deadline_ = TimePoint::max();
  act(CURL_SOCKET_TIMEOUT, 0);
}

void CurlMulti::reap() {
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    void* transfer = nullptr;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
    finish(*static_cast<Transfer*>(transfer), message->data.result, false);
  }
}

void CurlMulti::remove_cancelled() {
  for (auto* transfer : std::exchange(ripe_, {})) finish(*transfer, CURLE_OK, true);
  if (reactor_.saw_all()) ripe_.swap(to_cancel_);
}

void CurlMulti::finish(Transfer& transfer, CURLcode code, bool cancelled) {
  std::erase(ripe_, &transfer);
  std::erase(to_cancel_, &transfer);
  // Whoever was not started yet is not curl's to remove.
  if (std::erase(unstarted_, &transfer) == 0) check(curl_multi_remove_handle(multi_.get(), transfer.handle()));
  --in_flight_;
  transfer.finish(code, cancelled);
}

void CurlMulti::watch_socket(int fd, int what) {
  if (what == CURL_POLL_REMOVE && sockets_.owns(fd)) return reactor_.rest(fd);
  reactor_.set_interest(fd, this, epoll_events(what));
}

void CurlMulti::set_timer(long milliseconds) {
  deadline_ =
      milliseconds < 0 ? TimePoint::max() : std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds);
}

int CurlMulti::socket_callback(CURL*, curl_socket_t fd, int what, void* self, void*) noexcept {
  static_cast<CurlMulti*>(self)->watch_socket(fd, what);
  return 0;
}

int CurlMulti::timer_callback(CURLM*, long milliseconds, void* self) noexcept {
  static_cast<CurlMulti*>(self)->set_timer(milliseconds);
  return 0;
}

}  // namespace sdg::net
