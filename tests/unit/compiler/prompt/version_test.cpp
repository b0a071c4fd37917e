#include "compiler/prompt/version.h"

#include <doctest/doctest.h>

#include <string>

using sdg::prompt::is_before;
using sdg::prompt::parse_version;

namespace {

bool comes_before(const char* a, const char* b) {
  const bool forwards = is_before(*parse_version(a), *parse_version(b));
  const bool backwards = is_before(*parse_version(b), *parse_version(a));
  return forwards && !backwards;
}

}  // namespace

TEST_CASE("a version has three numbers, perhaps a pre-release, and build metadata that says nothing") {
  CHECK(parse_version("1.0.12")->text() == "1.0.12");
  CHECK(parse_version("0.0.1-dev")->text() == "0.0.1-dev");
  CHECK(parse_version("1.0.0-rc.1+build.5")->text() == "1.0.0-rc.1");
  for (const char* none : {"", "1", "1.0", "1.0.0.0", "1.0.x", "v1.0.0", "01.0.0", "1.0.0-", "1..0", "1.0.0-a b",
                           "-1.0.0", "99999999999999999999.0.0"}) {
    CAPTURE(none);
    CHECK_FALSE(parse_version(none));
  }
}

TEST_CASE("versions are ordered by their numbers, and a pre-release comes before its release") {
  CHECK(comes_before("1.9.0", "1.10.0"));
  CHECK(comes_before("0.99.99", "1.0.0"));
  CHECK(comes_before("1.0.0-dev", "1.0.0"));
  CHECK(comes_before("1.0.0", "1.0.1-dev"));
  CHECK(comes_before("1.0.0-alpha", "1.0.0-alpha.1"));
  CHECK(comes_before("1.0.0-alpha.2", "1.0.0-alpha.10"));
  CHECK(comes_before("1.0.0-1", "1.0.0-alpha"));
  CHECK_FALSE(is_before(*parse_version("1.0.0-dev"), *parse_version("1.0.0-dev")));
}
