// The same course as http_baseline_bench, run by fibers through net::CurlHttp.
//   http_fiber_bench URL IN_FLIGHT COUNT [BODY_BYTES]
#include <chrono>
#include <cstddef>
#include <vector>

#include "bench/http_bench_args.h"
#include "runtime/net/curl_http.h"
#include "runtime/net/fiber.h"

int main(int argc, char** argv) {
  const auto args = sdg::bench::http_args(argc, argv);
  sdg::net::Loop loop;
  sdg::net::CurlHttp http(loop);
  const sdg::net::Cancel never;

  std::size_t unstarted = args.count;
  std::size_t failed = 0;
  std::size_t bytes = 0;
  const auto ask_until_done = [&] {
    sdg::net::Request request;
    request.url = args.url;
    request.headers = {{"Content-Type", "application/json"}};
    while (unstarted > 0) {
      --unstarted;
      request.body = args.body;
      const auto reply = http.send(request, never);
      if (!reply || reply->status != 200) ++failed;
      if (reply) bytes += reply->body.size();
    }
  };

  const auto begin = std::chrono::steady_clock::now();
  std::vector<sdg::net::Fiber> fibers;
  for (std::size_t i = 0; i < args.in_flight; ++i) fibers.emplace_back(ask_until_done);
  for (auto& fiber : fibers) fiber.join();
  sdg::bench::print_http_result("fibers", args, begin, failed, bytes);
  std::printf("longest lag %.3f ms\n", std::chrono::duration<double, std::milli>(loop.longest_lag()).count());
}
