#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <vector>

#include "runtime/net/fiber.h"

namespace sdg::exec {

/// A bounded number of fibers that do jobs in the order they are added. `job` must not throw.
class Crew {
 public:
  using Job = std::function<void()>;

  explicit Crew(std::size_t size) : size_(size) {}
  /// `finish` must have been called.
  ~Crew() = default;
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;

  /// Never waits: what finds no free fiber is queued.
  void add(Job job);
  /// Suspends the calling fiber until a job that is added now would begin at once. One fiber may call this.
  void wait_for_room();
  /// Does all that is queued and ends the fibers.
  void finish();

  /// Around a wait for what other jobs of the crew must do first: meanwhile another fiber takes this one's place, so
  /// that a crew whose members all wait for queued jobs does not stand still. Harmless on fibers of nobody's crew.
  class Away {
   public:
    Away(Crew& crew, bool is_member);
    ~Away();
    Away(const Away&) = delete;
    Away& operator=(const Away&) = delete;

   private:
    Crew* crew_;
  };

 private:
  void start_more();
  void serve();
  void do_jobs();

  std::size_t size_;
  std::size_t running_ = 0;   // fibers that do jobs and are not away
  std::size_t starting_ = 0;  // of them: those that have not come to their first yet
  std::deque<Job> jobs_;
  std::vector<net::Event*> idle_;
  std::vector<net::Fiber> fibers_;
  net::Event* room_ = nullptr;
  bool closed_ = false;
};

}  // namespace sdg::exec
