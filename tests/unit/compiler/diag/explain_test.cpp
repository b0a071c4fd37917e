#include "compiler/diag/explain.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string>

using namespace sdg::diag;

namespace {

/// Codes that still have no page. This list only ever gets shorter.
constexpr std::array<std::string_view, 1> kWithoutPage{"SDG0900"};

bool is_exempt(Code code) { return std::ranges::find(kWithoutPage, code_text(code)) != kWithoutPage.end(); }

bool has(std::string_view page, std::string_view part) { return page.find(part) != std::string_view::npos; }

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
    CHECK(has(page, "\n## Wrong\n"));
    CHECK(has(page, "\n## Right\n"));
    CHECK(page.ends_with("\n```\n"));
    // What concerns the command line is no piece of a program: it is shown as commands.
    const auto shows = [&](std::string language) {
      return has(page, "\n```" + language + " wrong\n") && has(page, "\n```" + language + " right\n");
    };
    const bool shows_run = has(page, "\n```sdg clean\n");  // wrong only when it is run
    CHECK((shows("sdg") || shows_run || shows("jinja") || has(page, "\n```console\n")));
  }
}
