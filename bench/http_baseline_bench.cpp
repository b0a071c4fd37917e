// The limit: a bare curl_multi loop over epoll that only reads replies.
//   http_baseline_bench URL IN_FLIGHT COUNT [BODY_BYTES]
#include <curl/curl.h>
#include <sys/epoll.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <string>
#include <vector>

#include "bench/http_bench_args.h"

namespace {

using Clock = std::chrono::steady_clock;

struct Loop {
  CURLM* multi = curl_multi_init();
  int epoll = epoll_create1(0);
  Clock::time_point deadline = Clock::time_point::max();
};

std::size_t read_only(char*, std::size_t size, std::size_t count, void* total) {
  *static_cast<std::size_t*>(total) += size * count;
  return size * count;
}

int watch_socket(CURL*, curl_socket_t fd, int what, void* self, void* known) {
  auto* loop = static_cast<Loop*>(self);
  epoll_event event{};
  event.data.fd = fd;
  if ((what & CURL_POLL_IN) != 0) event.events |= EPOLLIN;
  if ((what & CURL_POLL_OUT) != 0) event.events |= EPOLLOUT;
  if (what == CURL_POLL_REMOVE) return epoll_ctl(loop->epoll, EPOLL_CTL_DEL, fd, nullptr), 0;
  if (epoll_ctl(loop->epoll, known == nullptr ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, fd, &event) != 0) {
    epoll_ctl(loop->epoll, known == nullptr ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fd, &event);
  }
  curl_multi_assign(loop->multi, fd, loop);
  return 0;
}

int set_timer(CURLM*, long milliseconds, void* self) {
  auto* loop = static_cast<Loop*>(self);
  loop->deadline = milliseconds < 0 ? Clock::time_point::max() : Clock::now() + std::chrono::milliseconds(milliseconds);
  return 0;
}

CURL* make_handle(const sdg::bench::HttpArgs& args, curl_slist* headers, std::size_t* total) {
  CURL* easy = curl_easy_init();
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_URL, args.url.c_str());
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(args.body.size()));
  curl_easy_setopt(easy, CURLOPT_POSTFIELDS, args.body.data());
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &read_only);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, total);
  return easy;
}

void wait_and_act(Loop& loop) {
  std::array<epoll_event, 512> events;
  int timeout = -1;
  const auto now = Clock::now();
  if (loop.deadline != Clock::time_point::max()) {
    timeout = loop.deadline <= now
                  ? 0
                  : static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(loop.deadline - now).count());
  }
  const int count = epoll_wait(loop.epoll, events.data(), static_cast<int>(events.size()), timeout);
  int running = 0;
  for (int i = 0; i < count; ++i) {
    const auto& event = events[static_cast<std::size_t>(i)];
    int what = 0;
    if ((event.events & EPOLLIN) != 0) what |= CURL_CSELECT_IN;
    if ((event.events & EPOLLOUT) != 0) what |= CURL_CSELECT_OUT;
    if ((event.events & (EPOLLERR | EPOLLHUP)) != 0) what |= CURL_CSELECT_ERR;
    curl_multi_socket_action(loop.multi, event.data.fd, what, &running);
  }
  if (loop.deadline <= Clock::now()) {
    loop.deadline = Clock::time_point::max();
    curl_multi_socket_action(loop.multi, CURL_SOCKET_TIMEOUT, 0, &running);
  }
}

struct Outcome {
  std::size_t finished = 0;
  std::size_t failed = 0;
};

void reap(Loop& loop, std::size_t& unstarted, Outcome& outcome) {
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(loop.multi, &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    CURL* easy = message->easy_handle;
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    if (message->data.result != CURLE_OK || status != 200) ++outcome.failed;
    ++outcome.finished;
    curl_multi_remove_handle(loop.multi, easy);
    if (unstarted == 0) continue;
    --unstarted;
    curl_multi_add_handle(loop.multi, easy);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const auto args = sdg::bench::http_args(argc, argv);
  std::signal(SIGPIPE, SIG_IGN);
  curl_global_init(CURL_GLOBAL_DEFAULT);
  Loop loop;
  curl_multi_setopt(loop.multi, CURLMOPT_SOCKETFUNCTION, &watch_socket);
  curl_multi_setopt(loop.multi, CURLMOPT_SOCKETDATA, &loop);
  curl_multi_setopt(loop.multi, CURLMOPT_TIMERFUNCTION, &set_timer);
  curl_multi_setopt(loop.multi, CURLMOPT_TIMERDATA, &loop);
  curl_multi_setopt(loop.multi, CURLMOPT_MAXCONNECTS, 10000L);
  curl_slist* headers = curl_slist_append(nullptr, "Content-Type: application/json");
  headers = curl_slist_append(headers, "Expect:");

  std::size_t bytes = 0;
  std::size_t unstarted = args.count;
  const auto begin = Clock::now();
  for (std::size_t i = 0; i < args.in_flight && unstarted > 0; ++i, --unstarted) {
    curl_multi_add_handle(loop.multi, make_handle(args, headers, &bytes));
  }
  Outcome outcome;
  while (outcome.finished < args.count) {
    wait_and_act(loop);
    reap(loop, unstarted, outcome);
  }
  sdg::bench::print_http_result("baseline", args, begin, outcome.failed, bytes);
}
