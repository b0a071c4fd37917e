#include "compiler/diag/display_width.h"

#include <doctest/doctest.h>

using namespace sdg::diag;

TEST_CASE("letters take one cell, ideographs and emoji two, marks none") {
  CHECK(display_width(U'a') == 1);
  CHECK(display_width(U'é') == 1);
  CHECK(display_width(U'ш') == 1);
  CHECK(display_width(U'日') == 2);
  CHECK(display_width(U'한') == 2);
  CHECK(display_width(U'ａ') == 2);  // full width
  CHECK(display_width(U'😀') == 2);
  CHECK(display_width(U'\u0301') == 0);  // combining acute
  CHECK(display_width(U'\u200D') == 0);  // zero width joiner
  CHECK(display_width(U'\uFE0F') == 0);  // variation selector
}

TEST_CASE("code points are read with their length") {
  CHECK(first_code_point("a").length == 1);
  CHECK(first_code_point("é!").value == U'é');
  CHECK(first_code_point("日").length == 3);
  CHECK(first_code_point("😀").value == U'😀');
}

TEST_CASE("a byte that is not UTF-8 reads as a replacement, one byte long") {
  for (const auto* bytes :
       {"\x80", "\xFF", "\xC3", "\xC3(", "\xE2\x82", "\xC0\xAF", "\xED\xA0\x80", "\xF5\x80\x80\x80"}) {
    CHECK(first_code_point(bytes).value == 0xFFFD);
    CHECK(first_code_point(bytes).length == 1);
  }
}

TEST_CASE("what a terminal would obey is a control") {
  CHECK(is_control(0x1B));
  CHECK(is_control(0x9B));    // the one-byte form of ESC [
  CHECK(is_control(0x202E));  // turns the reading direction: shown source must not lie
  CHECK_FALSE(is_control(U'a'));
  CHECK_FALSE(is_control(0x200D));
}
