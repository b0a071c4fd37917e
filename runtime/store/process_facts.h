#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace sdg::store {

// What the kernel says about this host and its processes.

std::string host_name();
/// Differs after every boot; empty where the kernel does not tell.
std::string boot_id();
/// Names the set of processes whose pids can be compared with ours.
std::string pid_namespace();

struct ProcessState {
  bool running = false;  // a zombie is not
  std::uint64_t start_ticks = 0;
};
/// Nothing where there is no such process, or the kernel does not tell.
std::optional<ProcessState> process_state(std::int64_t pid);
/// False only where there certainly is none.
bool process_exists(std::int64_t pid);

}  // namespace sdg::store
