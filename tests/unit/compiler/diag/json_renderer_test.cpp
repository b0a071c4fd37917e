#include "compiler/diag/json_renderer.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "source_fixture.h"

using namespace sdg::diag;

TEST_CASE("a mistake is one line of JSON with everything a tool needs") {
  const SourceFixture source("é = 1\nx = nope\n");
  auto diag = mistake(source.at("nope"), "nothing is called `nope`", "unknown");
  diag.others.push_back({source.at("é"), "there"});
  diag.notes.push_back("why");
  diag.hints.push_back({"use `é`", {{source.at("nope"), "é"}}});
  CHECK(render_json(diag, source.map) ==
        R"({"version":1,"code":"SDG0200","level":"error","message":"nothing is called `nope`","spans":[)"
        R"({"file":"a.sdg","byte_start":11,"byte_end":15,"line_start":2,"column_start":5,"line_end":2,"column_end":9,)"
        R"("is_primary":true,"label":"unknown"},)"
        R"({"file":"a.sdg","byte_start":0,"byte_end":2,"line_start":1,"column_start":1,"line_end":1,"column_end":2,)"
        R"("is_primary":false,"label":"there"}],"notes":["why"],"hints":[{"text":"use `é`","edits":[)"
        R"({"file":"a.sdg","byte_start":11,"byte_end":15,"line_start":2,"column_start":5,"line_end":2,"column_end":9,)"
        R"("replacement":"é"}]}],"rendered":"error[SDG0200]: nothing is called `nope`\n  ╭─ a.sdg:2:5\n1 │ é = 1\n)"
        R"(  │ - there\n2 │ x = nope\n  │     ^^^^ unknown\n  ├─ note: why\n  ╰─ help: use `é`\n"})");
}

TEST_CASE("JSON stays JSON whatever the source holds") {
  const SourceFixture source("x = \xFF\n", "\xC3.sdg");
  auto diag = mistake({{0}, 90, 3}, "a \xFE byte");
  diag.others.push_back({{{9}, 0, 1}, "nowhere"});
  const auto text = render_json(diag, source.map);
  CHECK(text.find('\n') == std::string::npos);
  const auto json = nlohmann::json::parse(text);
  CHECK(json["message"] == "a \uFFFD byte");
  REQUIRE(json["spans"].size() == 1);
  CHECK(json["spans"][0]["line_start"] == 2);
  CHECK(json["hints"].is_array());
}

TEST_CASE("a mistake in no file has no spans") {
  const SourceFixture source("x");
  auto diag = mistake({{9}, 0, 1}, "nothing to run");
  diag.severity = Severity::Warning;
  const auto json = nlohmann::json::parse(render_json(diag, source.map));
  CHECK(json["level"] == "warning");
  CHECK(json["spans"].empty());
}
