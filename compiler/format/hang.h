#pragma once

#include <cstdint>
#include <utility>

namespace sdg::format {

/// Sets the indentation of continued lines for as long as it lives.
class Hang {
 public:
  Hang(std::uint32_t& place, std::uint32_t indent) : place_(place), before_(std::exchange(place, indent)) {}
  ~Hang() { place_ = before_; }
  Hang(const Hang&) = delete;
  Hang& operator=(const Hang&) = delete;

 private:
  std::uint32_t& place_;
  std::uint32_t before_;
};

}  // namespace sdg::format
