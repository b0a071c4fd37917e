#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/store/store_failure.h"

namespace sdg::store {

/// A process, so that it can be told from every other one that ever ran on any host.
struct Owner {
  std::string host;
  std::string boot_id;
  std::string pid_namespace;  // pids of different containers cannot be compared
  std::int64_t pid = 0;
  std::uint64_t start_ticks = 0;  // since boot; a pid is used again, never with the same start
  std::string since;              // for people
  std::string command;            // for people
  bool operator==(const Owner&) const = default;
};

Owner this_process(std::string_view command);

/// One `name=value` a line.
std::string to_text(const Owner& owner);
/// Nothing where `text` does not name a process.
std::optional<Owner> read_owner(std::string_view text);

/// What can be said from this process about another one.
enum class Liveness : std::uint8_t { Alive, Dead, Unknown };
Liveness liveness(const Owner& owner, const Owner& self);

inline constexpr std::string_view kOwnerName = "OWNER";

/// The file `OWNER` of a store, held for as long as the object lives. It is made with link(2), which is atomic on
/// network file systems too, where locks are not to be relied on.
class OwnerFile {
 public:
  /// Fails with Held where the owner lives, or where nobody here can know and `take_over` is false.
  static StoreResult<OwnerFile> take(const std::filesystem::path& folder, const Owner& self, bool take_over);

  OwnerFile(OwnerFile&& other) noexcept;
  OwnerFile& operator=(OwnerFile&&) = delete;
  ~OwnerFile();

  /// Who had left the file behind; nothing where there was none.
  const std::optional<Owner>& dead_owner() const { return dead_owner_; }

 private:
  OwnerFile(std::filesystem::path file, std::string text, std::optional<Owner> dead_owner);

  std::filesystem::path file_;
  std::string text_;
  std::optional<Owner> dead_owner_;
};

/// "process 4711 on host `a` since 2026-01-31T12:00:00Z (sdgc run x.sdg)"
std::string describe(const Owner& owner);

}  // namespace sdg::store
