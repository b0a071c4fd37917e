#include <doctest/doctest.h>

#include "compiler/diag/explain.h"
#include "compiler/jinja/parse.h"
#include "tests/support/markdown.h"
#include "tests/unit/compiler/lower/compile.h"

using namespace sdg;

namespace {

std::vector<diag::Diagnostic> mistakes_in(const test::FencedBlock& block) {
  if (block.language != "jinja") return test::compile(block.text)->diags.sorted();
  source::SourceMap sources;
  diag::DiagSink diags;
  jinja::parse(sources, sources.add("example.jinja", block.text), {}, diags);
  return diags.sorted();
}

/// Examples leave out what is not their point, such as an output.
std::string codes_in(const test::FencedBlock& block, diag::Code about) {
  std::string codes;
  for (const diag::Diagnostic& diagnostic : mistakes_in(block)) {
    if (diagnostic.code == diag::Code::NothingWritten && about != diag::Code::NothingWritten) continue;
    codes += (codes.empty() ? "" : " ") + diag::code_text(diagnostic.code);
  }
  return codes;
}

}  // namespace

TEST_CASE("the wrong example of a page makes its mistake and no other, the right one makes none") {
  for (const diag::Code code : diag::all_codes()) {
    for (const test::FencedBlock& block : test::fenced_blocks(std::string(diag::explanation(code)))) {
      CAPTURE(diag::code_text(code));
      const std::string code_text = diag::code_text(code);
      // What shows only in a run is wrong in no way that the compiler sees.
      if (block.has_tag("right") || block.has_tag("clean")) CHECK(codes_in(block, code).empty());
      if (!block.has_tag("wrong")) continue;
      // The limit of mistakes is reached by mistakes.
      const bool is_limit = code == diag::Code::TooManyMistakes;
      CHECK(is_limit ? codes_in(block, code).ends_with(code_text) : codes_in(block, code) == code_text);
    }
  }
}
