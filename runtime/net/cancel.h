#pragma once

#include <functional>
#include <memory>

namespace sdg::net {

/// Says "stop" to whatever waits under it. It is a flag and nothing more: who waits decides what stopping means, and a
/// reply that arrived whole is still a reply. Belongs to the loop's thread; others go through `Loop::post`.
class Cancel {
 public:
  class Watch;

  Cancel();
  /// Is requested as soon as `parent` is, which must live longer.
  explicit Cancel(const Cancel& parent);
  ~Cancel();
  Cancel& operator=(const Cancel&) = delete;

  /// The first request counts, later ones do nothing.
  void request();
  bool requested() const { return requested_; }

 private:
  bool requested_ = false;
  // Watching does not change what a reader of the flag sees.
  mutable Watch* first_ = nullptr;
  std::unique_ptr<Watch> parent_;
};

/// Calls `told` when the cancel is requested, at once if it already is. Told once; silent when the object is gone.
class Cancel::Watch {
 public:
  Watch(const Cancel& cancel, std::function<void()> told);
  ~Watch();
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

 private:
  friend class Cancel;
  void hook(Watch*& first);
  void unhook();

  std::function<void()> told_;
  // Where the pointer to this watch stands: in the cancel, or in the watch before it.
  Watch** place_ = nullptr;
  Watch* next_ = nullptr;
};

}  // namespace sdg::net
