#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "compiler/plan/base64.h"
#include "compiler/plan/letter_case.h"
#include "compiler/plan/text_parts.h"
#include "compiler/plan/utf8.h"

using namespace sdg::plan;

namespace {

using Parts = std::vector<std::string_view>;

}  // namespace

TEST_CASE("code points are counted and sliced, not bytes") {
  CHECK(count_code_points("aé漢😀") == 4);
  CHECK(code_point_slice("aé漢😀", 1, 2) == "é漢");
  CHECK(code_point_slice("aé漢😀", 3, 9) == "😀");
  CHECK(code_point_slice("ab", 7, 1).empty());
  CHECK(byte_of_code_point("aé", 2) == 3);
}

TEST_CASE("a byte that is no UTF-8 counts as one and is never joined with another") {
  const std::string_view overlong = "\xC0\xAF", surrogate = "\xED\xA0\x80", beyond = "\xF4\x90\x80\x80",
                         cut = "\xE6\xBC";
  CHECK(count_code_points(overlong) == 2);
  CHECK(count_code_points(surrogate) == 3);
  CHECK(count_code_points(beyond) == 4);
  CHECK(count_code_points(cut) == 2);
  for (const auto text : {overlong, surrogate, beyond, cut}) CHECK(!is_valid_utf8(text));
  CHECK(is_valid_utf8("plain, é漢😀"));
  CHECK(valid_utf8("a\xFFz") == "a\uFFFDz");
}

TEST_CASE("code points are written as they are read") {
  for (const char32_t code : {U'a', U'é', U'漢', U'😀', char32_t{0x10FFFF}, char32_t{0x7F}, char32_t{0x800}}) {
    std::string text;
    append_code_point(text, code);
    CHECK(decode(text, 0).code == code);
    CHECK(decode(text, 0).size == text.size());
  }
  std::string text;
  append_code_point(text, 0xD800);
  CHECK(text == "\uFFFD");
}

TEST_CASE("case follows Unicode in every script") {
  CHECK(to_upper("straße éàñ ıſ") == "STRASSE ÉÀÑ IS");
  CHECK(to_upper("αβγς привет ﬁ ŉ") == "ΑΒΓΣ ПРИВЕТ FI ʼN");
  CHECK(to_lower("ÉÀÑ ПРИВЕТ Ǆ ẞ") == "éàñ привет ǆ ß");
  CHECK(to_lower("ΟΔΟΣ ΟΔΟΣΑ Σ") == "οδος οδοσα σ");  // a sigma that ends a word
  CHECK(to_lower("İ") == "i\u0307");
  CHECK(to_upper("ⴀ ա 𐐨") == "Ⴀ Ա 𐐀");
  CHECK(to_lower("漢 😀 1") == "漢 😀 1");
  CHECK(to_title("hello wORLD-wide (éa) o'neil") == "Hello World-Wide (Éa) O'neil");
  CHECK(to_capitalized("élan VITAL") == "Élan vital");
  CHECK(to_upper("") == "");
  CHECK(to_upper("a\xFF") == "A\xFF");
}

TEST_CASE("blanks are those of Unicode") {
  CHECK(trimmed("\u00A0\t a b \u3000\n") == "a b");
  CHECK(trimmed(" \n").empty());
  CHECK(trimmed_of("xxéaéx", "éx") == "a");
  CHECK(trimmed_of("aa", "a").empty());
  CHECK(split_at_blanks("  a\u2003bc \n") == Parts{"a", "bc"});
  CHECK(split_at_blanks(" ").empty());
}

TEST_CASE("texts are split at separators and lines") {
  CHECK(split_at("7/10", "/") == Parts{"7", "10"});
  CHECK(split_at(",a,,", ",") == Parts{"", "a", "", ""});
  CHECK(split_at("", ",") == Parts{""});
  CHECK(split_lines("a\r\nb\n\nc\rd") == Parts{"a", "b", "", "c", "d"});
  CHECK(split_lines("a\n") == Parts{"a"});
  CHECK(split_lines("").empty());
}

TEST_CASE("chunks overlap and leave nothing out") {
  CHECK(chunks("abcdefg", 3, 1) == Parts{"abc", "cde", "efg"});
  CHECK(chunks("abcdefgh", 3, 1) == Parts{"abc", "cde", "efg", "gh"});
  CHECK(chunks("éé漢", 2, 0) == Parts{"éé", "漢"});
  CHECK(chunks("ab", 5, 2) == Parts{"ab"});
  CHECK(chunks("", 5, 2).empty());
}

TEST_CASE("base64 is written with padding and read without") {
  std::string text;
  append_base64(text, "any carnal pleas");
  CHECK(text == "YW55IGNhcm5hbCBwbGVhcw==");
  for (const std::string_view bytes : {"", "f", "fo", "foo", "foob", "fooba", "foobar"}) {
    std::string encoded;
    append_base64(encoded, bytes);
    CHECK(decode_base64(encoded) == std::string(bytes));
  }
  CHECK(decode_base64("Zg") == "f");
  CHECK(decode_base64("-_8=") == "\xFB\xFF");
  CHECK(decode_base64("Zm9v\r\nYmFy") == "foobar");
  CHECK(decode_base64("Z") == std::nullopt);
  CHECK(decode_base64("Zg=g") == std::nullopt);
  CHECK(decode_base64("Z!==") == std::nullopt);
}
