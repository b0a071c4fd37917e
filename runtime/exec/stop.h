#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "runtime/net/cancel.h"

namespace sdg::exec {

/// Why a run ends before its work does.
enum class StopReason : std::uint8_t {
  None,
  Interrupted,  // SIGINT
  Terminated,   // SIGTERM, SIGHUP
  Disk,         // full, or an output that cannot be written
  Store,        // it does not take what it is given
  Unusable,     // a provider that will answer nothing
  Locked,       // a call would be needed, and none is allowed
  TimeLimit,    // `--time-limit` is over
  Program,      // the rows show that the program is wrong, such as two with one key
  Bug,
};

/// Ends a run in two steps: first nothing new is asked, then what is in flight is given up. Belongs to the loop's
/// thread; a signal comes here through a signalfd that the loop watches, or through Loop::post.
class Stop {
 public:
  /// SIGINT, SIGTERM or SIGHUP: the first drains, the second cancels.
  void signal(int number);
  /// The first reason counts.
  void drain(StopReason reason, std::string message);
  void cancel();

  bool draining() const { return reason_ != StopReason::None; }
  StopReason reason() const { return reason_; }
  const std::string& message() const { return message_; }
  /// The signal that began it, or 0.
  int signal_number() const { return signal_; }

  /// Requested when draining begins.
  const net::Cancel& no_more() const { return no_more_; }
  /// Requested when what is in flight is given up.
  const net::Cancel& give_up() const { return give_up_; }

 private:
  StopReason reason_ = StopReason::None;
  std::string message_;
  int signal_ = 0;
  net::Cancel no_more_, give_up_;
};

}  // namespace sdg::exec
