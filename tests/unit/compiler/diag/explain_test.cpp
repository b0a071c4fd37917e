#include "compiler/diag/explain.h"

#include <doctest/doctest.h>

#include <string>

using namespace sdg::diag;

namespace {

bool has(std::string_view page, std::string_view part) { return page.find(part) != std::string_view::npos; }

std::string headline(Code code) { return "# " + code_text(code) + ": " + std::string(title(code)) + "\n"; }

}  // namespace

TEST_CASE("every code has a page that explains it") {
  for (const auto code : all_codes()) {
    const auto name = code_text(code);
    CAPTURE(name);
    CHECK_MESSAGE(!explanation(code).empty(), "write compiler/diag/explain/", name, ".md");
  }
}

TEST_CASE("a page is headed by its code and title and shows a wrong and a right example") {
  for (const auto code : all_codes()) {
    const auto page = explanation(code);
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
