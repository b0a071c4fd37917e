#include "runtime/net/cancel.h"

#include <utility>

namespace sdg::net {

Cancel::Cancel() = default;

Cancel::Cancel(const Cancel& parent) : parent_(std::make_unique<Watch>(parent, [this] { request(); })) {}

Cancel::~Cancel() {
  while (first_ != nullptr) first_->unhook();
}

void Cancel::request() {
  requested_ = true;
  // Each is taken out before it is told, so that it may go, or make others go, while it is told.
  while (first_ != nullptr) {
    Watch& watch = *first_;
    watch.unhook();
    std::exchange(watch.told_, nullptr)();
  }
}

Cancel::Watch::Watch(const Cancel& cancel, std::function<void()> told) : told_(std::move(told)) {
  if (cancel.requested()) {
    std::exchange(told_, nullptr)();
  } else {
    hook(cancel.first_);
  }
}

Cancel::Watch::~Watch() { unhook(); }

void Cancel::Watch::hook(Watch*& first) {
  place_ = &first;
  next_ = std::exchange(first, this);
  if (next_ != nullptr) next_->place_ = &next_;
}

void Cancel::Watch::unhook() {
  if (place_ == nullptr) return;
  *place_ = next_;
  if (next_ != nullptr) next_->place_ = place_;
  place_ = nullptr;
  next_ = nullptr;
}

}  // namespace sdg::net
