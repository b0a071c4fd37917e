#include "runtime/store/process_facts.h"

#include <unistd.h>
#include <csignal>

#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

namespace sdg::store {
namespace {

std::string first_line(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  return line;
}

}  // namespace

std::string host_name() {
  std::array<char, 256> name{};
  if (gethostname(name.data(), name.size() - 1) != 0) return "unknown";
  return name.data();
}

std::string boot_id() { return first_line("/proc/sys/kernel/random/boot_id"); }

std::string pid_namespace() {
  std::error_code error;
  return std::filesystem::read_symlink("/proc/self/ns/pid", error).string();
}

std::optional<ProcessState> process_state(std::int64_t pid) {
  const auto line = first_line("/proc/" + std::to_string(pid) + "/stat");
  // The name in parentheses may hold anything, blanks and parentheses too; the fields are counted from behind it.
  const auto name_end = line.rfind(')');
  if (name_end == std::string::npos) return std::nullopt;
  std::istringstream fields(line.substr(name_end + 1));
  std::string field;
  fields >> field;
  ProcessState state;
  state.running = field != "Z" && field != "X";
  constexpr int fields_up_to_start_time = 18;
  for (int i = 0; i < fields_up_to_start_time; ++i) fields >> field;
  if (!(fields >> state.start_ticks)) return std::nullopt;
  return state;
}

bool process_exists(std::int64_t pid) { return kill(static_cast<pid_t>(pid), 0) == 0 || errno != ESRCH; }

}  // namespace sdg::store
