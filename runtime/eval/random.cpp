#include "runtime/eval/random.h"

#include "runtime/eval/numeric.h"

namespace sdg::eval {
namespace {

__extension__ using Wide = unsigned __int128;
constexpr double kUlpOfOne = 0x1p-53;

}  // namespace

Stream::Stream(SipKey key, std::string_view path, std::span<const std::uint64_t> numbers) : prefix_(key) {
  while (!numbers.empty() && numbers.back() == 0) numbers = numbers.first(numbers.size() - 1);
  prefix_.text(path).word(numbers.size());
  for (const auto number : numbers) prefix_.word(number);
}

Stream Stream::branch(std::uint64_t number) const { return Stream(SipHash(prefix_).word(number)); }

std::uint64_t Stream::below(std::uint64_t n) {
  // The high half of word × n is even but for the first 2^64 mod n values of the low half: those are thrown away.
  Wide product = static_cast<Wide>(next()) * n;
  if (static_cast<std::uint64_t>(product) < n) {
    const std::uint64_t uneven = (0 - n) % n;
    while (static_cast<std::uint64_t>(product) < uneven) product = static_cast<Wide>(next()) * n;
  }
  return static_cast<std::uint64_t>(product >> 64);
}

std::int64_t Stream::between(std::int64_t first, std::int64_t last) {
  const std::uint64_t count = static_cast<std::uint64_t>(last) - static_cast<std::uint64_t>(first) + 1;
  const std::uint64_t offset = count == 0 ? next() : below(count);
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(first) + offset);
}

double Stream::unit() { return static_cast<double>(next() >> 11) * kUlpOfOne; }

double Stream::open_unit() { return (static_cast<double>(next() >> 12) + 0.5) * (2 * kUlpOfOne); }

double Stream::normal() { return normal_quantile(open_unit()); }

}  // namespace sdg::eval
