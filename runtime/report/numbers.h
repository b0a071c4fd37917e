#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace sdg::report {

/// `1,234,567`
std::string grouped(std::uint64_t number);
/// `950`, `1.2k`, `34M`: three digits at most.
std::string rounded(double number);
/// `$0.0042`, `$12.30`
std::string dollars(std::int64_t nano_dollars);
/// `45 s`, `3 min`, `2 h 05 min`
std::string time_span(std::chrono::seconds time);
/// `1 row`, `2 rows`
std::string counted(std::uint64_t number, std::string_view one);

}  // namespace sdg::report
