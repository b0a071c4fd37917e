#include <fmt/format.h>

#include <array>
#include <string_view>

#include "runtime/eval/regex_text.h"
#include "runtime/eval/sampler.h"

namespace sdg::eval {
namespace {

constexpr std::int64_t kMostWords = 1'000'000;

template <std::size_t N>
std::string_view one_of(const std::array<std::string_view, N>& parts, Stream& stream) {
  return parts[stream.below(N)];
}

void append_invented_word(std::string& out, Stream& stream) {
  static constexpr std::array<std::string_view, 24> kOnsets{"b",  "d",  "f",  "g",  "h",  "j",  "k",  "l",
                                                            "m",  "n",  "p",  "r",  "s",  "t",  "v",  "z",
                                                            "br", "cl", "dr", "gr", "pl", "st", "tr", "sh"};
  static constexpr std::array<std::string_view, 8> kVowels{"a", "e", "i", "o", "u", "a", "e", "o"};
  static constexpr std::array<std::string_view, 8> kCodas{"", "", "", "n", "r", "s", "l", "m"};
  const auto syllables = 1 + stream.below(3);
  for (std::uint64_t i = 0; i < syllables; ++i) {
    out += one_of(kOnsets, stream);
    out += one_of(kVowels, stream);
  }
  out += one_of(kCodas, stream);
}

}  // namespace

Drawn draw_uuid(const SamplerArgs&, DrawSite& site) {
  const auto high = (site.own.next() & ~std::uint64_t{0xf000}) | 0x4000;  // version 4: random
  const auto low = (site.own.next() >> 2) | std::uint64_t{1} << 63;       // the variant of RFC 9562
  return Value::string(fmt::format("{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", high >> 32, high >> 16 & 0xffff,
                                   high & 0xffff, low >> 48, low & 0xffff'ffff'ffff));
}

Drawn draw_pattern(const SamplerArgs& args, DrawSite& site) {
  std::string text = args.get(0, "pattern").text();
  if (site.regex) {
    auto matching = text_matching(text, site.own);
    if (!matching) return no_draw(std::move(matching.take_failure().message));
    return Value::string(*std::move(matching));
  }
  for (char& c : text) {
    if (c == '#') c = static_cast<char>('0' + site.own.below(10));
  }
  return Value::string(std::move(text));
}

Drawn draw_words(const SamplerArgs& args, DrawSite& site) {
  const auto count = args.get(0, "n").as_int();
  if (count < 0 || count > kMostWords) {
    return no_draw(fmt::format("`words` makes 0 to {} words, not {}", kMostWords, count));
  }
  std::string text;
  for (std::int64_t i = 0; i < count; ++i) {
    if (i > 0) text += ' ';
    append_invented_word(text, site.own);
  }
  return Value::string(std::move(text));
}

}  // namespace sdg::eval
