#pragma once

#include <string_view>
#include <vector>

#include "compiler/prompt/version.h"
#include "compiler/source/result.h"

namespace sdg::prompt {

/// Which versions will do: `^1.0.0`, `~1.2`, `1.*`, `>=1.0,<2.0 || 3.0.0-dev`.
class Constraint {
 public:
  /// The failure names the part that cannot be read.
  static Result<Constraint> parse(std::string_view text);

  /// A pre-release is allowed only where it is named exactly.
  bool allows(const Version& version) const;

 private:
  enum class Sign : std::uint8_t { Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual };
  struct Bound {
    Sign sign;
    Version version;
  };
  using Bounds = std::vector<Bound>;

  static bool add_part(std::string_view part, Bounds& bounds);
  static bool add_compared(std::string_view part, Bounds& bounds);
  static void add_range(const PartialVersion& from, std::size_t kept, Bounds& bounds);
  static bool holds(const Bound& bound, const Version& version);

  std::vector<Bounds> choices_;  // one of them will do; all bounds of it must hold
};

}  // namespace sdg::prompt
