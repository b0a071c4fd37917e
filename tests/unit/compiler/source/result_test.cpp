#include "compiler/source/result.h"

#include <doctest/doctest.h>

#include <memory>
#include <string>

using sdg::Failure;
using sdg::Result;

TEST_CASE("a result is a value or the reason why there is none") {
  const Result<std::string> value(std::string("text"));
  CHECK(value);
  CHECK(value->size() == 4);
  const Result<std::string> none(Failure{"cannot read `a.sdg`"});
  CHECK_FALSE(none.ok());
  CHECK(none.failure().message == "cannot read `a.sdg`");
}

TEST_CASE("a value that cannot be copied is moved out") {
  Result<std::unique_ptr<int>> result(std::make_unique<int>(7));
  const auto owned = *std::move(result);
  CHECK(*owned == 7);
}

TEST_CASE("nothing can be a success too") {
  CHECK(Result<void>());
  CHECK(Result<void>(Failure{"disk full"}).failure().message == "disk full");
}
