#include "runtime/eval/random.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <set>
#include <vector>

#include "runtime/eval/draw_key.h"
#include "runtime/eval/placement.h"

using namespace sdg::eval;

namespace {

constexpr SipKey kStandardKey{0x0706'0504'0302'0100, 0x0f0e'0d0c'0b0a'0908};

Stream stream_of(std::string_view path, std::vector<std::uint64_t> numbers = {}) {
  return Stream(kStandardKey, path, numbers);
}

}  // namespace

TEST_CASE("the hash is SipHash-2-4") {
  // From the reference implementation: key 00 … 0f, messages of 0, 8 and 16 bytes 00, 01, 02, ….
  CHECK(SipHash(kStandardKey).finish() == 0x726f'db47'dd0e'0e31);
  CHECK(SipHash(kStandardKey).word(0x0706'0504'0302'0100).finish() == 0x93f5'f579'9a93'2462);
  CHECK(SipHash(kStandardKey).word(0x0706'0504'0302'0100).word(0x0f0e'0d0c'0b0a'0908).finish() ==
        0x3f2a'cc7f'57c2'9bdb);
}

TEST_CASE("words depend on path, numbers and counter, and on nothing else") {
  std::set<std::uint64_t> words;
  words.insert(stream_of("a").at(0));
  words.insert(stream_of("a").at(1));
  words.insert(stream_of("b").at(0));
  words.insert(stream_of("a", {1}).at(0));
  words.insert(stream_of("a", {0, 1}).at(0));
  words.insert(stream_of("a").branch(0).at(0));
  words.insert(stream_of("a\1").at(0));
  CHECK(words.size() == 7);
  auto stream = stream_of("a");
  stream.next();
  CHECK(stream.next() == stream_of("a").at(1));
}

TEST_CASE("zeros at the end make no difference: the first copy is the value without a loop") {
  CHECK(stream_of("a", {0, 0}).at(0) == stream_of("a").at(0));
  CHECK(stream_of("a", {2, 0}).at(0) == stream_of("a", {2}).at(0));
}

TEST_CASE("seed, dataset and row key each change all draws of a row") {
  const auto word = [](std::int64_t seed, std::string_view dataset, std::string_view key) {
    return Stream(DrawKeys(seed, dataset, key).row(), "p", {}).at(0);
  };
  const std::set<std::uint64_t> words{word(0, "d", "k"), word(1, "d", "k"), word(0, "e", "k"), word(0, "d", "l"),
                                      word(0, "dk", "")};
  CHECK(words.size() == 5);
}

TEST_CASE("each number below n is as likely, also where n does not divide 2^64") {
  for (const std::uint64_t n : {2, 3, 7, 10, 1000}) {
    CAPTURE(n);
    auto stream = stream_of("below", {n});
    std::vector<int> seen(n);
    const int rounds = 2000 * static_cast<int>(n);
    for (int i = 0; i < rounds; ++i) ++seen[stream.below(n)];
    double chi_square = 0;
    for (const int count : seen) chi_square += (count - 2000.0) * (count - 2000.0) / 2000.0;
    const auto freedom = static_cast<double>(n - 1);
    CHECK(chi_square < freedom + 5 * std::sqrt(2 * freedom) + 5);
  }
}

TEST_CASE("a range of three quarters of all words is not drawn to one side") {
  // Taking the remainder would draw the first third twice as often.
  const std::uint64_t n = std::uint64_t{3} << 62;
  auto stream = stream_of("large");
  std::array<int, 3> thirds{};
  for (int i = 0; i < 30'000; ++i) ++thirds[stream.below(n) >> 62];
  for (const int count : thirds) CHECK(count == doctest::Approx(10'000).epsilon(0.03));
}

TEST_CASE("the whole range of ints can be drawn") {
  auto stream = stream_of("ints");
  bool negative = false, positive = false;
  for (int i = 0; i < 64; ++i) {
    const auto x = stream.between(INT64_MIN, INT64_MAX);
    negative = negative || x < 0;
    positive = positive || x > 0;
  }
  CHECK(negative);
  CHECK(positive);
  CHECK(stream.between(5, 5) == 5);
}

TEST_CASE("a place moves only to the new one when there is one more") {
  int moved = 0;
  for (std::uint64_t key = 0; key < 20'000; ++key) {
    const auto hash = stream_of("jump").at(key);
    const auto before = jump_place(hash, 9), after = jump_place(hash, 10);
    CHECK((after == before || after == 9));
    moved += after == 9;
  }
  CHECK(moved == doctest::Approx(2000).epsilon(0.1));
}

TEST_CASE("a permutation gives every place once") {
  for (const std::uint64_t n : {1, 2, 3, 10, 64, 65, 100, 1000, 4097}) {
    CAPTURE(n);
    std::set<std::uint64_t> places;
    for (std::uint64_t i = 0; i < n; ++i) places.insert(permuted(i, n, stream_of("order")));
    CHECK(places.size() == n);
    CHECK(*places.rbegin() == n - 1);
  }
}

TEST_CASE("each of the orders of a small block is as likely") {
  std::array<int, 6> seen{};
  for (std::uint64_t block = 0; block < 12'000; ++block) {
    const auto stream = stream_of("orders").branch(block);
    const auto first = permuted(0, 3, stream), second = permuted(1, 3, stream);
    ++seen[first * 2 + (second > first ? second - 1 : second)];
  }
  for (const int count : seen) CHECK(count == doctest::Approx(2000).epsilon(0.1));
}
