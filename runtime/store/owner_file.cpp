#include "runtime/store/owner_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <ctime>
#include <system_error>

#include "runtime/store/files.h"
#include "runtime/store/process_facts.h"

namespace sdg::store {
namespace {

constexpr std::string_view kLockName = "OWNER.lock";

std::string utc_now() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text.data();
}

/// Values stand on one line each.
std::string on_one_line(std::string_view text) {
  std::string line(text);
  std::replace_if(
      line.begin(), line.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }, ' ');
  return line;
}

std::string_view value_of(std::string_view text, std::string_view name) {
  while (!text.empty()) {
    const auto line = text.substr(0, text.find('\n'));
    if (line.size() > name.size() && line.starts_with(name) && line[name.size()] == '=') {
      return line.substr(name.size() + 1);
    }
    text.remove_prefix(std::min(text.size(), line.size() + 1));
  }
  return {};
}

template <class Number>
bool read_number(std::string_view text, Number& number) {
  const auto end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  return read.ec == std::errc() && read.ptr == end;
}

/// The owner's text in a file of its own, which gets the name OWNER or goes.
class Candidate {
 public:
  Candidate(const std::filesystem::path& folder, const Owner& self)
      : path_(folder / fmt::format(".OWNER.{}.{}", self.pid, self.start_ticks)) {}
  Candidate(const Candidate&) = delete;
  Candidate& operator=(const Candidate&) = delete;
  ~Candidate() { unlink(path_.c_str()); }

  bool write(std::string_view text) const {
    const auto file = open_private(path_, O_CREAT | O_TRUNC | O_WRONLY);
    return file.is_open() && write_all(file.get(), text);
  }

  bool link_to(const std::filesystem::path& name) const {
    if (link(path_.c_str(), name.c_str()) == 0) return true;
    const int error = errno;
    // Over NFS the answer may be lost though the link was made.
    struct stat status {};
    const bool linked = stat(path_.c_str(), &status) == 0 && status.st_nlink == 2;
    errno = error;
    return linked;
  }

  bool rename_to(const std::filesystem::path& name) const { return rename(path_.c_str(), name.c_str()) == 0; }

 private:
  std::filesystem::path path_;
};

StoreFailure cannot_own(const std::filesystem::path& folder, int error) {
  if (error == ENOSPC || error == EDQUOT) {
    return {StoreError::NoSpace,
            fmt::format("the store `{}` cannot be opened: {}; free some space", folder.string(), errno_text(error))};
  }
  if (error == EPERM || error == EOPNOTSUPP || error == ENOSYS) {
    return {StoreError::Other,
            fmt::format("the file system of `{}` has no hard links, which the store is guarded with; "
                        "choose a folder on another one with --store DIR",
                        folder.string())};
  }
  return {StoreError::Other, fmt::format("the store `{}` cannot be written: {}; make the folder writable or choose "
                                         "another one with --store DIR",
                                         folder.string(), errno_text(error))};
}

StoreFailure held_by(const std::filesystem::path& folder, const std::optional<Owner>& owner, Liveness alive) {
  if (!owner) {
    return {StoreError::Held, fmt::format("the store `{}` has an owner file that names nobody; if no run uses the "
                                          "store, take it with --take-over",
                                          folder.string())};
  }
  if (alive == Liveness::Alive) {
    return {StoreError::Held, fmt::format("the store `{}` is held by {}; wait for its end, or give this run a store "
                                          "of its own with --store DIR",
                                          folder.string(), describe(*owner))};
  }
  return {StoreError::Held, fmt::format("the store `{}` is held by {}, and whether that still runs cannot be seen "
                                        "from here; if it does not, take the store with --take-over",
                                        folder.string(), describe(*owner))};
}

/// The text has its name only once it is whole, so nothing but a power cut leaves a file of blanks.
bool was_cut(std::string_view text) { return text.find_first_not_of('\0') == std::string_view::npos; }

/// Replaces the owner whose file reads `seen`, unless somebody else was faster.
bool replace_dead(const Candidate& candidate, const std::filesystem::path& folder, const std::string& seen) {
  const auto lock = open_private(folder / kLockName, O_CREAT | O_RDWR);
  // Where locks do not work the worst is that two runs take over the same dead owner within a millisecond: the loser
  // is found out below.
  if (lock.is_open()) flock(lock.get(), LOCK_EX);
  return read_whole(folder / kOwnerName) == seen && candidate.rename_to(folder / kOwnerName);
}

}  // namespace

Owner this_process(std::string_view command) {
  Owner self;
  self.host = host_name();
  self.boot_id = boot_id();
  self.pid_namespace = pid_namespace();
  self.pid = getpid();
  self.start_ticks = process_state(self.pid).value_or(ProcessState{}).start_ticks;
  self.since = utc_now();
  self.command = on_one_line(command);
  return self;
}

std::string to_text(const Owner& owner) {
  return fmt::format("host={}\nboot={}\npids={}\npid={}\nstart={}\nsince={}\ncommand={}\n", owner.host, owner.boot_id,
                     owner.pid_namespace, owner.pid, owner.start_ticks, owner.since, on_one_line(owner.command));
}

std::optional<Owner> read_owner(std::string_view text) {
  Owner owner;
  owner.host = value_of(text, "host");
  owner.boot_id = value_of(text, "boot");
  owner.pid_namespace = value_of(text, "pids");
  owner.since = value_of(text, "since");
  owner.command = value_of(text, "command");
  if (owner.host.empty() || !read_number(value_of(text, "pid"), owner.pid)) return std::nullopt;
  if (!read_number(value_of(text, "start"), owner.start_ticks)) return std::nullopt;
  return owner;
}

Liveness liveness(const Owner& owner, const Owner& self) {
  if (owner.host != self.host) return Liveness::Unknown;
  if (owner.boot_id != self.boot_id) return Liveness::Dead;
  if (owner.pid_namespace != self.pid_namespace) return Liveness::Unknown;
  if (!process_exists(owner.pid)) return Liveness::Dead;
  const auto state = process_state(owner.pid);
  if (!state) return Liveness::Alive;
  return state->running && state->start_ticks == owner.start_ticks ? Liveness::Alive : Liveness::Dead;
}

std::string describe(const Owner& owner) {
  auto text = fmt::format("process {} on host `{}` since {}", owner.pid, owner.host, owner.since);
  if (!owner.command.empty()) text += fmt::format(" ({})", owner.command);
  return text;
}

StoreResult<OwnerFile> OwnerFile::take(const std::filesystem::path& folder, const Owner& self, bool take_over) {
  const auto name = folder / kOwnerName;
  const auto text = to_text(self);
  const Candidate candidate(folder, self);
  if (!candidate.write(text)) return cannot_own(folder, errno);
  // An owner may go, or be replaced, between two looks; one that lives ends the loop.
  constexpr int looks = 100;
  for (int look = 0; look < looks; ++look) {
    if (candidate.link_to(name)) return OwnerFile(name, text, std::nullopt);
    if (errno != EEXIST) return cannot_own(folder, errno);
    const auto seen = read_whole(name);
    if (!seen && errno != ENOENT) return cannot_own(folder, errno);
    if (!seen) continue;
    const auto owner = read_owner(*seen);
    const auto alive = owner ? liveness(*owner, self) : was_cut(*seen) ? Liveness::Dead : Liveness::Unknown;
    if (alive == Liveness::Alive || (alive == Liveness::Unknown && !take_over)) return held_by(folder, owner, alive);
    if (replace_dead(candidate, folder, *seen) && read_whole(name) == text) return OwnerFile(name, text, owner);
  }
  return cannot_own(folder, EBUSY);
}

OwnerFile::OwnerFile(std::filesystem::path file, std::string text, std::optional<Owner> dead_owner)
    : file_(std::move(file)), text_(std::move(text)), dead_owner_(std::move(dead_owner)) {}

OwnerFile::OwnerFile(OwnerFile&& other) noexcept
    : file_(std::move(other.file_)), text_(std::move(other.text_)), dead_owner_(std::move(other.dead_owner_)) {
  other.text_.clear();
}

OwnerFile::~OwnerFile() {
  // Who was taken over, wrongly or rightly, must not remove the file of the new owner.
  if (!text_.empty() && read_whole(file_) == text_) unlink(file_.c_str());
}

}  // namespace sdg::store
