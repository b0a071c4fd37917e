#include "compiler/prompt/constraint.h"

#include <doctest/doctest.h>

#include <string>

using sdg::prompt::Constraint;
using sdg::prompt::parse_version;

namespace {

/// Which of these versions a constraint allows.
std::string allowed(const std::string& constraint) {
  const auto read = Constraint::parse(constraint);
  if (!read) return read.failure().message;
  std::string allowed;
  for (const char* text : {"0.0.1-dev", "0.0.3", "0.0.4", "0.2.3", "0.3.0", "1.0.0-rc1", "1.0.0", "1.2.3", "1.2.9",
                           "1.3.0", "2.0.0-dev", "2.0.0"}) {
    if (read->allows(*parse_version(text))) allowed += (allowed.empty() ? "" : " ") + std::string(text);
  }
  return allowed;
}

}  // namespace

TEST_CASE("a bare version is that version") {
  CHECK(allowed("1.0.0") == "1.0.0");
  CHECK(allowed("=1.0.0") == "1.0.0");
  CHECK(allowed("== 1.0.0") == "1.0.0");
  CHECK(allowed("1.0") == "1.0.0");
}

TEST_CASE("a caret keeps the first number that is not zero") {
  CHECK(allowed("^1.2.3") == "1.2.3 1.2.9 1.3.0");
  CHECK(allowed("^1") == "1.0.0 1.2.3 1.2.9 1.3.0");
  CHECK(allowed("^0.2.3") == "0.2.3");
  CHECK(allowed("^0.0.3") == "0.0.3");
  CHECK(allowed("^0.0") == "0.0.3 0.0.4");
  CHECK(allowed("^0") == "0.0.3 0.0.4 0.2.3 0.3.0");
}

TEST_CASE("a tilde keeps what is written but for the last number") {
  CHECK(allowed("~1.2.3") == "1.2.3 1.2.9");
  CHECK(allowed("~1.2") == "1.2.3 1.2.9");
  CHECK(allowed("~1") == "1.0.0 1.2.3 1.2.9 1.3.0");
  CHECK(allowed("~=1.2") == "1.2.3 1.2.9 1.3.0");
  CHECK(allowed("~=1.2.3") == "1.2.3 1.2.9");
}

TEST_CASE("stars leave numbers open") {
  CHECK(allowed("1.*") == "1.0.0 1.2.3 1.2.9 1.3.0");
  CHECK(allowed("1.2.*") == "1.2.3 1.2.9");
  CHECK(allowed("*") == "0.0.3 0.0.4 0.2.3 0.3.0 1.0.0 1.2.3 1.2.9 1.3.0 2.0.0");
}

TEST_CASE("a comma or a blank is `and`, a bar or two are `or`") {
  CHECK(allowed(">=1.0, <1.3") == "1.0.0 1.2.3 1.2.9");
  CHECK(allowed(">= 1.0 < 1.3 != 1.2.3") == "1.0.0 1.2.9");
  CHECK(allowed(">1.2.3 <=2.0.0") == "1.2.9 1.3.0 2.0.0");
  CHECK(allowed("0.0.3 | ^2.0.0") == "0.0.3 2.0.0");
  CHECK(allowed("0.0.3 || ^2.0.0") == "0.0.3 2.0.0");
}

TEST_CASE("a pre-release is taken only where it is named exactly, also by a range with an open end") {
  CHECK(allowed("0.0.1-dev") == "0.0.1-dev");
  CHECK(allowed("=2.0.0-dev") == "2.0.0-dev");
  CHECK(allowed(">=2.0.0-dev") == "2.0.0");
  CHECK(allowed("^1.0.0-rc1") == "1.0.0 1.2.3 1.2.9 1.3.0");
  CHECK(allowed("1.0.0-rc1 || 1.0.0") == "1.0.0-rc1 1.0.0");
}

TEST_CASE("what is no constraint is named") {
  CHECK(allowed("latest") == "`latest` is no constraint on a version");
  CHECK(allowed("^1.0.0, newest") == "`newest` is no constraint on a version");
  CHECK(allowed(">=") == "`>=` is no constraint on a version");
  CHECK(allowed("1.2.3.*") == "`1.2.3.*` is no constraint on a version");
  CHECK(allowed("") == "a constraint names at least one version, or is `*`");
  CHECK(allowed(" || ") == "a constraint names at least one version, or is `*`");
}
