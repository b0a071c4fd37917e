#include "runtime/exec/crew.h"

#include <utility>

namespace sdg::exec {

void Crew::add(Job job) {
  jobs_.push_back(std::move(job));
  start_more();
}

void Crew::wait_for_room() {
  while (running_ + jobs_.size() >= size_) {
    net::Event room;
    room_ = &room;
    room.wait();
    room_ = nullptr;
  }
}

void Crew::start_more() {
  while (starting_ < jobs_.size() && running_ < size_) {
    ++running_;
    ++starting_;
    if (idle_.empty()) {
      fibers_.emplace_back([this] { serve(); });
    } else {
      net::Event* fiber = idle_.back();
      idle_.pop_back();
      fiber->set();
    }
  }
}

void Crew::do_jobs() {
  while (!jobs_.empty() && running_ <= size_) {
    const Job job = std::move(jobs_.front());
    jobs_.pop_front();
    job();
  }
}

void Crew::serve() {
  for (;;) {
    --starting_;
    do_jobs();
    --running_;
    if (room_ != nullptr) room_->set();
    // What is left in the queue belongs to others: there were more at work than the crew has places.
    if (closed_) return;
    net::Event woken;
    idle_.push_back(&woken);
    woken.wait();
  }
}

void Crew::finish() {
  closed_ = true;
  for (auto* event : std::exchange(idle_, {})) {
    ++running_;
    ++starting_;
    event->set();
  }
  // By place: a fiber that is joined may start others.
  for (std::size_t i = 0; i < fibers_.size(); ++i) {
    auto fiber = std::move(fibers_[i]);
    fiber.join();
  }
  fibers_.clear();
  closed_ = false;
}

Crew::Away::Away(Crew& crew, bool is_member) : crew_(is_member ? &crew : nullptr) {
  if (crew_ == nullptr) return;
  --crew_->running_;
  crew_->start_more();
}

Crew::Away::~Away() {
  if (crew_ != nullptr) ++crew_->running_;
}

}  // namespace sdg::exec
