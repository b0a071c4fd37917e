#include "compiler/diag/explain.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string>

using namespace sdg::diag;

namespace {

/// Codes that still have no page. This list only ever gets shorter.
constexpr std::array<std::string_view, 65> kWithoutPage{
    "SDG0001", "SDG0002", "SDG0003", "SDG0100", "SDG0101", "SDG0200", "SDG0201", "SDG0300", "SDG0202", "SDG0203",
    "SDG0204", "SDG0205", "SDG0206", "SDG0207", "SDG0208", "SDG0209", "SDG0211", "SDG0212", "SDG0213", "SDG0301",
    "SDG0302", "SDG0303", "SDG0304", "SDG0305", "SDG0306", "SDG0307", "SDG0308", "SDG0309", "SDG0310", "SDG0311",
    "SDG0312", "SDG0313", "SDG0314", "SDG0315", "SDG0316", "SDG0317", "SDG0400", "SDG0401", "SDG0402", "SDG0403",
    "SDG0404", "SDG0405", "SDG0406", "SDG0407", "SDG0408", "SDG0409", "SDG0500", "SDG0501", "SDG0502", "SDG0503",
    "SDG0504", "SDG0505", "SDG0506", "SDG0507", "SDG0508", "SDG0600", "SDG0700", "SDG0701", "SDG0800", "SDG0801",
    "SDG0802", "SDG0803", "SDG0804", "SDG0805", "SDG0900"};

bool is_exempt(Code code) { return std::ranges::find(kWithoutPage, code_text(code)) != kWithoutPage.end(); }

/// What concerns a file as a whole, or a run, is no piece of a program: its examples are commands and their output.
bool is_about_programs(Code code) { return code_text(code) >= "SDG0100" && code_text(code) < "SDG1000"; }

std::string headline(Code code) { return "# " + code_text(code) + ": " + std::string(title(code)) + "\n"; }

}  // namespace

TEST_CASE("every code has a page that explains it") {
  for (const auto code : all_codes()) {
    const auto name = code_text(code);
    CAPTURE(name);
    CHECK_MESSAGE(explanation(code).empty() == is_exempt(code), "write compiler/diag/explain/", name,
                  ".md, or take it off the list above");
  }
}

TEST_CASE("a page is headed by its code and title and shows a wrong and a right example") {
  for (const auto code : all_codes()) {
    const auto page = explanation(code);
    if (page.empty()) continue;
    const auto name = code_text(code);
    CAPTURE(name);
    CHECK_MESSAGE(page.starts_with(headline(code)), "should begin with ", headline(code));
    CHECK(page.find("\n## Wrong\n") != std::string_view::npos);
    CHECK(page.find("\n## Right\n") != std::string_view::npos);
    CHECK(page.ends_with("\n```\n"));
    if (!is_about_programs(code)) continue;
    CHECK(page.find("\n```sdg wrong\n") != std::string_view::npos);
    CHECK(page.find("\n```sdg right\n") != std::string_view::npos);
  }
}
