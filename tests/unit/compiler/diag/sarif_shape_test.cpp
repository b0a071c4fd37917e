#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diag/sarif_renderer.h"
#include "source_fixture.h"

// What SARIF 2.1.0 demands of the objects that are written here, and what its readers count in.

using namespace sdg::diag;
using nlohmann::json;

namespace {

/// Holds one log to its form; each member that is missing or of another kind is told with its path.
class Shape {
 public:
  std::vector<std::string> faults_of(const json& log) {
    require(log.value("version", "") == "2.1.0", "version");
    require(log.value("$schema", "").starts_with("https://"), "$schema");
    each(log, "runs", [&](const json& run) { check_run(run); });
    return std::move(faults_);
  }

 private:
  void require(bool holds, std::string_view where) {
    if (!holds) faults_.emplace_back(where);
  }
  /// A member that is not there is null.
  static const json& of(const json& holder, const char* name) {
    static const json kNothing;
    return holder.is_object() && holder.contains(name) ? holder[name] : kNothing;
  }
  void require_text(const json& holder, const char* name, std::string_view where) {
    require(of(of(holder, name), "text").is_string() && of(of(holder, name), "text") != "", where);
  }
  template <class Visit>
  void each(const json& holder, const char* name, const Visit& visit) {
    require(of(holder, name).is_array(), name);
    for (const json& entry : of(holder, name)) visit(entry);
  }
  static bool is_one_of(const json& value, std::initializer_list<std::string_view> words) {
    return value.is_string() && std::ranges::find(words, value.get<std::string>()) != words.end();
  }

  void check_run(const json& run) {
    require(is_one_of(of(run, "columnKind"), {"utf16CodeUnits", "unicodeCodePoints"}), "run.columnKind");
    const json& driver = of(of(run, "tool"), "driver");
    require(!driver.value("name", "").empty(), "driver.name");
    rules_.clear();
    each(driver, "rules", [&](const json& rule) { check_rule(rule); });
    each(run, "results", [&](const json& result) { check_result(result); });
  }

  void check_rule(const json& rule) {
    rules_.push_back(rule.value("id", ""));
    require(std::ranges::count(rules_, rules_.back()) == 1, "rule.id is told once");
    require_text(rule, "shortDescription", "rule.shortDescription.text");
    if (rule.contains("help")) require_text(rule, "help", "rule.help.text");
    require(is_one_of(of(of(rule, "defaultConfiguration"), "level"), {"none", "note", "warning", "error"}),
            "rule.level");
  }

  void check_result(const json& result) {
    const auto index = result.value("ruleIndex", rules_.size());
    require(index < rules_.size() && rules_[index] == result.value("ruleId", "?"), "result.ruleIndex is of ruleId");
    require(is_one_of(of(result, "level"), {"none", "note", "warning", "error"}), "result.level");
    require_text(result, "message", "result.message.text");
    each(result, "locations", [&](const json& location) { check_location(location); });
    if (result.contains("relatedLocations"))
      each(result, "relatedLocations", [&](const json& location) { check_location(location); });
    if (result.contains("fixes")) each(result, "fixes", [&](const json& fix) { check_fix(fix); });
  }

  void check_location(const json& location) {
    const json& physical = of(location, "physicalLocation");
    check_artifact(physical);
    check_region(of(physical, "region"));
    if (location.contains("message")) require_text(location, "message", "location.message.text");
  }

  void check_artifact(const json& holder) {
    const std::string uri = of(holder, "artifactLocation").value("uri", "");
    const auto is_plain = [](unsigned char c) { return c > ' ' && c < 0x7F && c != '\\' && c != '"'; };
    require(!uri.empty() && std::ranges::all_of(uri, is_plain), "artifactLocation.uri");
  }

  void check_region(const json& region) {
    for (const char* name : {"startLine", "startColumn", "endLine", "endColumn"})
      require(of(region, name).is_number_unsigned() && of(region, name) >= 1, name);
    const std::array begin{region.value("startLine", 0), region.value("startColumn", 0)};
    const std::array end{region.value("endLine", 0), region.value("endColumn", 0)};
    require(begin <= end, "a region ends where it begins or behind");
    require(region.contains("byteOffset") == region.contains("byteLength"), "region.byteLength");
  }

  void check_fix(const json& fix) {
    require_text(fix, "description", "fix.description.text");
    require(!of(fix, "artifactChanges").empty(), "a fix changes something");
    each(fix, "artifactChanges", [&](const json& change) {
      check_artifact(change);
      require(!of(change, "replacements").empty(), "a change replaces something");
      each(change, "replacements", [&](const json& replacement) {
        check_region(of(replacement, "deletedRegion"));
        require(of(of(replacement, "insertedContent"), "text").is_string(), "replacement.insertedContent.text");
      });
    });
  }

  std::vector<std::string> rules_;
  std::vector<std::string> faults_;
};

json log_of(const std::vector<Diagnostic>& diags, const sdg::source::SourceMap& sources) {
  return json::parse(render_sarif(std::vector{Findings{diags, &sources}}, "1.2.3"));
}

}  // namespace

TEST_CASE("what is written has all that SARIF 2.1.0 demands") {
  SourceFixture source("x = nope\n\ty = {\n  z }\n", "my dir/ü%.sdg");
  const auto other = source.add("/abs/b.sdg", "use nope\n");
  std::vector<Diagnostic> diags{mistake(source.at("nope"), "nothing is called `nope`", "unknown"),
                                mistake(source.at("y = {\n  z }"), "over lines"),
                                mistake(source.at("use", other), "b")};
  diags[0].others.push_back({source.at("use", other), "as here"});
  diags[0].others.push_back({source.at("x"), ""});
  diags[0].hints.push_back({"use `none`", {{source.at("nope"), "none"}, {source.at("nope", other), "none"}}});
  diags[0].hints.push_back({"or think again", {}});
  diags[1].code = Code::UnreadableFile;
  diags[1].severity = Severity::Warning;
  diags[1].hints.push_back({"take it away", {{source.at("y"), ""}}});
  diags.push_back(mistake({{9}, 0, 0}, "nowhere"));
  CHECK(Shape().faults_of(log_of(diags, source.map)) == std::vector<std::string>());
  CHECK(Shape().faults_of(log_of({}, source.map)) == std::vector<std::string>());
}

TEST_CASE("a log that lacks what SARIF demands would be seen") {
  SourceFixture source("x = nope\n");
  auto diag = mistake(source.at("nope"), "m");
  diag.hints.push_back({"use `none`", {{source.at("nope"), "none"}}});
  const json whole = log_of({diag}, source.map);
  for (const char* member :
       {"/version", "/$schema", "/runs/0/columnKind", "/runs/0/tool/driver/name", "/runs/0/tool/driver/rules/0/id",
        "/runs/0/results/0/ruleId", "/runs/0/results/0/ruleIndex", "/runs/0/results/0/level",
        "/runs/0/results/0/message/text", "/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri",
        "/runs/0/results/0/locations/0/physicalLocation/region/startColumn",
        "/runs/0/results/0/locations/0/physicalLocation/region/endLine",
        "/runs/0/results/0/fixes/0/artifactChanges/0/replacements/0/deletedRegion/startLine",
        "/runs/0/results/0/fixes/0/artifactChanges/0/replacements/0/insertedContent/text"}) {
    CAPTURE(member);
    json poorer = whole;
    const json::json_pointer pointer{std::string(member)};
    poorer.at(pointer.parent_pointer()).erase(pointer.back());
    CHECK_FALSE(Shape().faults_of(poorer).empty());
  }
}

TEST_CASE("columns are in the unit that columnKind says: code points, from 1, the end behind the last one") {
  // A bicyclist is two UTF-16 units and four bytes, an `é` one and two; each is one code point.
  SourceFixture source("a = 1\nlabel = \"🚴é\" + nope");
  const json run = log_of({mistake(source.at("nope"), "m")}, source.map)["runs"][0];
  CHECK(run["columnKind"] == "unicodeCodePoints");
  CHECK(run["results"][0]["locations"][0]["physicalLocation"]["region"] == json::parse(R"({
    "startLine": 2, "startColumn": 16, "endLine": 2, "endColumn": 20, "byteOffset": 25, "byteLength": 4
  })"));
}

TEST_CASE("bytes are counted where the text is the whole file, and else left to lines and columns") {
  sdg::source::SourceMap sources;
  const auto part = sources.add("prompts/1.0.0.yml", "Say {{ nope }}", {7, 4});
  const json log = log_of({mistake({part, 7, 11}, "m")}, sources);
  CHECK(Shape().faults_of(log) == std::vector<std::string>());
  CHECK(log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"] == json::parse(R"({
    "startLine": 7, "startColumn": 12, "endLine": 7, "endColumn": 16
  })"));
}
