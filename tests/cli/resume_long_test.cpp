#include "tests/cli/kills.h"

TEST_CASE("a thousand kills change no byte of the output, and cost no more than what was in flight") {
  sdg::test::check_kills(1000);
}
