#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sdg::prompt {

/// A version as semver.org has it, without build metadata.
struct Version {
  std::uint64_t major = 0, minor = 0, patch = 0;
  std::string pre_release;  // `dev` of `0.0.1-dev`

  bool is_stable() const { return pre_release.empty(); }
  std::string text() const;
  friend bool operator==(const Version&, const Version&) = default;
};

/// A version of which the last numbers may be left out, as constraints have them: `1`, `1.2`, `1.2.3-dev`.
struct PartialVersion {
  Version version;          // 0 for what is left out
  std::size_t numbers = 0;  // that are written
};

std::optional<PartialVersion> parse_partial_version(std::string_view text);
/// All three numbers must be there.
std::optional<Version> parse_version(std::string_view text);
/// Whether `a` comes before `b`: a pre-release comes before its release.
bool is_before(const Version& a, const Version& b);

}  // namespace sdg::prompt
