#include "runtime/exec/row_quota.h"

#include <algorithm>
#include <utility>

namespace sdg::exec {

void RowQuota::add(std::uint64_t place, std::uint64_t rows, Then then) {
  if (closed_) return then(std::nullopt);
  ahead_.emplace(place, Known{rows, std::move(then)});
  for (auto known = ahead_.find(next_); known != ahead_.end(); known = ahead_.find(next_)) {
    const auto [brought, tell] = std::move(known->second);
    ahead_.erase(known);
    const auto room = std::min(brought, wanted_ - std::min(given_, wanted_));
    given_ += brought;
    ++next_;
    tell(room);
  }
  changed_.wake_all();
}

void RowQuota::close() {
  closed_ = true;
  for (auto& [place, known] : std::exchange(ahead_, {})) known.then(std::nullopt);
  changed_.wake_all();
}

/// As many as will probably be needed, by what those before have brought.
std::uint64_t RowQuota::window() const {
  if (given_ == 0) return first_window_;
  const auto missing = wanted_ - given_;
  const auto needed = static_cast<double>(missing) * static_cast<double>(next_) / static_cast<double>(given_);
  return static_cast<std::uint64_t>(needed) + 1;
}

bool RowQuota::wait_to_begin(std::uint64_t place) {
  while (!closed_ && !is_full() && place >= next_ + window()) changed_.wait();
  return !is_full();
}

}  // namespace sdg::exec
