#pragma once

#include <sys/resource.h>

#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace sdg::bench {

/// What both HTTP races are given, so that they run the same course.
struct HttpArgs {
  std::string url;
  std::size_t in_flight = 64;
  std::size_t count = 100'000;
  std::string body;
};

inline HttpArgs http_args(int argc, char** argv) {
  if (argc < 4) {
    std::fprintf(stderr, "usage: %s URL IN_FLIGHT COUNT [BODY_BYTES]\n", argv[0]);
    std::exit(2);
  }
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  const std::size_t bytes = argc > 4 ? std::strtoul(argv[4], nullptr, 10) : 300;
  const std::string text(bytes, 'x');
  return {argv[1], std::strtoul(argv[2], nullptr, 10), std::strtoul(argv[3], nullptr, 10),
          R"({"model":"m","messages":[{"role":"user","content":")" + text + R"("}]})"};
}

inline void print_http_result(const char* who, const HttpArgs& args, std::chrono::steady_clock::time_point begin,
                              std::size_t failed, std::size_t bytes) {
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begin;
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const double cpu = static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                     static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
  const auto count = static_cast<double>(args.count);
  std::printf(
      "%-8s in_flight %zu requests %zu failed %zu bytes %zu wall %.3f s %.0f req/s cpu %.1f us/req rss %ld MB\n", who,
      args.in_flight, args.count, failed, bytes, wall.count(), count / wall.count(), cpu / count * 1e6,
      usage.ru_maxrss / 1024);
}

}  // namespace sdg::bench
