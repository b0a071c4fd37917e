#include "compiler/diag/sarif_renderer.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <vector>

#include "source_fixture.h"

using namespace sdg::diag;
using nlohmann::json;

namespace {

std::string render(std::span<const Diagnostic> diags, const sdg::source::SourceMap& sources) {
  return render_sarif(std::vector{Findings{diags, &sources}}, "1.2.3");
}

}  // namespace

TEST_CASE("a run's mistakes are one SARIF log") {
  SourceFixture source("x = nope\ny = nope\n", "my dir/a.sdg");
  std::vector<Diagnostic> diags{mistake(source.at("nope"), "nothing is called `nope`", "unknown"),
                                mistake(source.at("y"), "unused")};
  diags[0].others.push_back({source.at("x"), "read here"});
  diags[0].notes.push_back("why");
  diags[0].hints.push_back({"use `none`", {{source.at("nope"), "none"}}});
  diags[1].code = Code::UnreadableFile;
  diags[1].severity = Severity::Warning;
  const auto log = json::parse(render(diags, source.map));
  CHECK(log["version"] == "2.1.0");
  CHECK(log["runs"].size() == 1);
  const auto& run = log["runs"][0];
  CHECK(run["columnKind"] == "unicodeCodePoints");
  CHECK(run["tool"]["driver"]["name"] == "sdgc");
  CHECK(run["tool"]["driver"]["version"] == "1.2.3");
  const auto& rules = run["tool"]["driver"]["rules"];
  REQUIRE(rules.size() == 2);
  CHECK(rules[0]["id"] == "SDG0001");
  CHECK(rules[0]["defaultConfiguration"] == json::parse(R"({"level": "error"})"));
  REQUIRE(run["results"].size() == 2);
  CHECK(run["results"][0] == json::parse(R"({
    "ruleId": "SDG0200", "ruleIndex": 1, "level": "error",
    "message": {"text": "nothing is called `nope`\nnote: why\nhelp: use `none`"},
    "locations": [{
      "physicalLocation": {
        "artifactLocation": {"uri": "my%20dir/a.sdg"},
        "region": {"startLine": 1, "startColumn": 5, "endLine": 1, "endColumn": 9, "byteOffset": 4, "byteLength": 4}
      },
      "message": {"text": "unknown"}
    }],
    "relatedLocations": [{
      "physicalLocation": {
        "artifactLocation": {"uri": "my%20dir/a.sdg"},
        "region": {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 2, "byteOffset": 0, "byteLength": 1}
      },
      "message": {"text": "read here"}
    }],
    "fixes": [{
      "description": {"text": "use `none`"},
      "artifactChanges": [{
        "artifactLocation": {"uri": "my%20dir/a.sdg"},
        "replacements": [{
          "deletedRegion": {"startLine": 1, "startColumn": 5, "endLine": 1, "endColumn": 9, "byteOffset": 4, "byteLength": 4},
          "insertedContent": {"text": "none"}
        }]
      }]
    }]
  })"));
  CHECK(run["results"][1]["level"] == "warning");
  CHECK(run["results"][1]["ruleIndex"] == 0);
}

TEST_CASE("a run without mistakes is a log without results") {
  const SourceFixture source("x");
  const auto log = json::parse(render({}, source.map));
  CHECK(log["runs"][0]["results"] == json::array());
  CHECK(log["runs"][0]["tool"]["driver"]["rules"] == json::array());
}

TEST_CASE("SARIF stays JSON whatever the source holds and wherever a span points") {
  const SourceFixture source("\xFF", "/tmp/\xFF:a.sdg");
  auto diag = mistake({{0}, 7, 3}, "a \xFE byte");
  diag.hints.push_back({"mend", {{{{9}, 0, 1}, "x"}}});
  const auto log = json::parse(render(std::vector{diag, mistake({{9}, 0, 0}, "nowhere")}, source.map));
  const auto& results = log["runs"][0]["results"];
  CHECK(results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "file:///tmp/%FF%3Aa.sdg");
  CHECK_FALSE(results[0].contains("fixes"));
  CHECK(results[1]["locations"] == json::array());
}

TEST_CASE("the mistakes of several programs are one run, with each rule once") {
  SourceFixture first("x = nope\n", "a.sdg"), second("y = nope\n", "b.sdg");
  const std::vector<Diagnostic> in_first{mistake(first.at("nope"), "here")};
  const std::vector<Diagnostic> in_second{mistake(second.at("nope"), "and there")};
  const std::vector<Findings> both{{in_first, &first.map}, {in_second, &second.map}};
  const auto run = json::parse(render_sarif(both, "1.2.3"))["runs"][0];
  CHECK(run["tool"]["driver"]["rules"].size() == 1);
  REQUIRE(run["results"].size() == 2);
  const auto& place = run["results"][1]["locations"][0]["physicalLocation"];
  CHECK(place["artifactLocation"]["uri"] == "b.sdg");
}
