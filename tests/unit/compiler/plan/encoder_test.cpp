#include "compiler/plan/encoder.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <set>
#include <stdexcept>
#include <string>

using sdg::plan::Encoder;
using sdg::plan::sha256;

namespace {

std::string hex(const std::string& bytes) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : bytes) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

/// The bytes after the domain "d", which are 0164.
std::string item(const Encoder& encoder) { return hex(encoder.encoded()).substr(4); }

Encoder d() { return Encoder("d"); }

/// A cell key in all its parts, made up but whole.
Encoder specimen() {
  Encoder encoder("cell/1");
  encoder.text("operator", "model_call").integer("version", 1).text("dialect", "openai").text("model", "gpt-4o");
  encoder.real("temperature", 0.3).boolean("logprobs", false).null("schema");
  encoder.begin_list("messages").text("user", "Grüße, 世界").end_list();
  encoder.begin_list("row").integer("", -1).date("", 19753).datetime("", 1'706'659'200'000'000).end_list();
  encoder.digest("image", sha256("abc")).bytes("raw", std::string("\0\xff", 2));
  return encoder;
}

}  // namespace

TEST_CASE("the bytes of each kind are pinned") {
  CHECK(hex(Encoder("").encoded()) == "00");
  CHECK(hex(Encoder("row-key/1").integer("", 1).text("", "a").encoded()) ==
        "09726f772d6b65792f31"
        "49000100000000000000"
        "54000161");
  CHECK(item(d().null("n")) == "4e016e");
  CHECK(item(d().boolean("b", true)) == "42016201");
  CHECK(item(d().boolean("b", false)) == "42016200");
  CHECK(item(d().integer("i", -2)) == "490169feffffffffffffff");
  CHECK(item(d().integer("i", std::numeric_limits<std::int64_t>::min())) == "4901690000000000000080");
  CHECK(item(d().real("r", 1.5)) == "520172000000000000f83f");
  CHECK(item(d().text("t", "é")) == "54017402c3a9");
  CHECK(item(d().bytes("y", std::string("\0\x01", 2))) == "590179020001");
  CHECK(item(d().date("", 19753)) == "6400294d000000000000");
  CHECK(item(d().datetime("", 1)) == "74000100000000000000");
  CHECK(item(d().digest("h", sha256("abc"))) == "480168" + sha256("abc").hex());
  CHECK(item(d().begin_list("l").null("").begin_list("").end_list().end_list()) ==
        "28016c4e00280029"
        "29");
}

TEST_CASE("lengths above 127 take the shortest LEB128 form") {
  CHECK(item(d().text("", std::string(127, 'x'))).substr(4, 4) == "7f78");
  CHECK(item(d().text("", std::string(128, 'x'))).substr(4, 6) == "800178");
  CHECK(item(d().text("", std::string(300'000, 'x'))).substr(4, 8) == "e0a71278");
}

TEST_CASE("the digest of a whole key is pinned") {
  CHECK(specimen().sha256().hex() == "94278548c3468ace1d59bc3a3cf2626f692257daa886eb8a906dea74b0676538");
}

TEST_CASE("what differs in kind, place, tag or domain differs in bytes") {
  const std::set<std::string> encodings{
      d().integer("", 1).encoded(),
      d().text("", "1").encoded(),
      d().bytes("", "1").encoded(),
      d().boolean("", true).encoded(),
      d().real("", 1.0).encoded(),
      d().date("", 1).encoded(),
      d().datetime("", 1).encoded(),
      d().null("").encoded(),
      d().null("1").encoded(),
      d().begin_list("").end_list().encoded(),
      d().text("", "ab").text("", "c").encoded(),
      d().text("", "a").text("", "bc").encoded(),
      d().begin_list("").begin_list("").null("").end_list().null("").end_list().encoded(),
      d().begin_list("").begin_list("").null("").null("").end_list().end_list().encoded(),
      d().real("", 0.0).encoded(),
      d().real("", -0.0).encoded(),
      Encoder("e").integer("", 1).encoded(),
      Encoder("dI").encoded(),
  };
  CHECK(encodings.size() == 18);
}

TEST_CASE("every NaN is the same") {
  CHECK(item(d().real("", std::nan(""))) == item(d().real("", -std::nan("7"))));
  CHECK(item(d().real("", std::nan(""))) == "5200000000000000f87f");
}

TEST_CASE("an open or an unopened list is a bug that is noticed") {
  Encoder open("d");
  open.begin_list("l");
  CHECK_THROWS_AS(open.encoded(), std::logic_error);
  CHECK_THROWS_AS(open.sha256(), std::logic_error);
  Encoder closed("d");
  CHECK_THROWS_AS(closed.end_list(), std::logic_error);
}
