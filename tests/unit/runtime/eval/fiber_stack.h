#pragma once

#include <doctest/doctest.h>
#include <pthread.h>

#include <cstddef>
#include <functional>

namespace sdg::test {

#ifdef __SANITIZE_ADDRESS__
constexpr std::size_t kFiberStack = std::size_t{512} << 10;
#else
constexpr std::size_t kFiberStack = std::size_t{128} << 10;
#endif

/// Runs `work` with no more stack than a fiber has (runtime/net/fiber.cpp): what recurses too deep there crashes here.
inline void run_on_a_fibers_stack(const std::function<void()>& work) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  REQUIRE(pthread_attr_setstacksize(&attributes, kFiberStack) == 0);
  pthread_t thread;
  const auto start = [](void* given) -> void* {
    (*static_cast<const std::function<void()>*>(given))();
    return nullptr;
  };
  auto copy = work;
  REQUIRE(pthread_create(&thread, &attributes, start, &copy) == 0);
  pthread_join(thread, nullptr);
  pthread_attr_destroy(&attributes);
}

}  // namespace sdg::test
