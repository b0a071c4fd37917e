#include "compiler/plan/plain_run.h"

#include <doctest/doctest.h>

#include <random>
#include <string>

using sdg::plan::plain_run;

TEST_CASE("a plain run ends at the first sign that is escaped, asked for or no ASCII, wherever it stands") {
  for (const char sign : {'"', '\\', '\n', '\0', '\x1f', '\x80', '\xff'}) {
    for (std::size_t length = 0; length < 40; ++length) {
      const std::string text = std::string(length, 'a') + sign + "and more behind it";
      CHECK(plain_run<'"', '\\'>(text) == length);
      CHECK(plain_run<'"', '\\'>(std::string(length, '\x7f')) == length);
    }
  }
  CHECK(plain_run<'"', '\\'>("it's plain") == 10);
  CHECK(plain_run<'"', '\\', '\''>("it's plain") == 2);
}

TEST_CASE("looking at eight bytes together finds what looking at each finds") {
  std::mt19937 random(1);
  for (int round = 0; round < 20'000; ++round) {
    std::string text(random() % 30, 'x');
    for (char& c : text) c = static_cast<char>(random() % 8 == 0 ? random() % 256 : 0x20 + random() % 0x60);
    std::size_t expected = 0;
    while (expected < text.size() && text[expected] >= 0x20 && text[expected] != '"' && text[expected] != '\\')
      ++expected;
    REQUIRE(plain_run<'"', '\\'>(text) == expected);
  }
}
