#include "compiler/diag/sink.h"

#include <doctest/doctest.h>

using namespace sdg::diag;
using sdg::source::Span;

namespace {

constexpr Span span(std::uint32_t file, std::uint32_t begin, std::uint32_t end) { return {{file}, begin, end}; }

}  // namespace

TEST_CASE("mistakes are sorted by file and place, what was found first first") {
  DiagSink sink;
  sink.report(Code::UnknownName, span(1, 0, 1), "other file");
  sink.report(Code::UnknownName, span(0, 9, 10), "late");
  sink.report(Code::TypeMismatch, span(0, 2, 3), "cause");
  sink.report(Code::UnknownName, span(0, 2, 3), "consequence");
  const auto sorted = sink.sorted();
  REQUIRE(sorted.size() == 4);
  CHECK(sorted[0].message == "cause");
  CHECK(sorted[1].message == "consequence");
  CHECK(sorted[2].message == "late");
  CHECK(sorted[3].message == "other file");
}

TEST_CASE("the same mistake is said once") {
  DiagSink sink;
  sink.report(Code::UnknownName, span(0, 2, 3), "nothing is called `x`");
  sink.report(Code::UnknownColumn, span(0, 2, 3), "there is no column `x` here");
  sink.report(Code::UnknownName, span(0, 2, 3), "nothing is called `x`");
  CHECK(sink.all().size() == 3);
  CHECK(sink.sorted().size() == 2);
}

TEST_CASE("only errors are errors") {
  DiagSink sink;
  CHECK_FALSE(sink.has_errors());
  sink.report(Code::UnknownName, span(0, 0, 1), "hidden").severity = Severity::Warning;
  CHECK_FALSE(sink.has_errors());
  sink.report(Code::UnknownName, span(0, 0, 1), "wrong").notes.push_back("because");
  CHECK(sink.has_errors());
  CHECK(sink.all()[1].notes.size() == 1);
}
