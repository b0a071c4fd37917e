#include "compiler/diag/code.h"

#include <doctest/doctest.h>

#include <set>

using namespace sdg::diag;

TEST_CASE("a code is written as users quote it") {
  CHECK(code_text(Code::UnknownColumn) == "SDG0210");
  CHECK(code_text(Code::UnreadableFile) == "SDG0001");
}

TEST_CASE("every code is found by its text, in capitals or not") {
  for (const auto code : all_codes()) CHECK(code_from_text(code_text(code)) == code);
  CHECK(code_from_text("sdg0210") == Code::UnknownColumn);
}

TEST_CASE("what is no code is not taken for one") {
  for (const auto* text : {"", "SDG", "SDG9999", "SDG0210x", "SDG-210", "XYZ0210", "0210"}) {
    CAPTURE(text);
    CHECK(code_from_text(text) == std::nullopt);
  }
}

TEST_CASE("no two codes have one title") {
  std::set<std::string_view> titles;
  for (const auto code : all_codes()) CHECK_MESSAGE(titles.insert(title(code)).second, title(code));
}
