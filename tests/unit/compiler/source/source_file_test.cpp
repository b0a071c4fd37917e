#include "compiler/source/source_file.h"

#include <doctest/doctest.h>

#include <utility>

using sdg::source::SourceFile;

namespace {

std::pair<std::uint32_t, std::uint32_t> place(const SourceFile& file, std::uint32_t offset) {
  const auto position = file.position(offset);
  return {position.line, position.column};
}

}  // namespace

TEST_CASE("lines come without their breaks, of either kind") {
  const SourceFile file("a.sdg", "one\r\ntwo\n\nfour");
  CHECK(file.line_count() == 4);
  CHECK(file.line(1) == "one");
  CHECK(file.line(2) == "two");
  CHECK(file.line(3) == "");
  CHECK(file.line(4) == "four");
  CHECK(file.line(0) == "");
  CHECK(file.line(5) == "");
}

TEST_CASE("a break at the end begins a line that is empty") {
  CHECK(SourceFile("a.sdg", "one\n").line_count() == 2);
  CHECK(SourceFile("a.sdg", "").line_count() == 1);
}

TEST_CASE("columns count code points from 1") {
  const SourceFile file("a.sdg", "aé日😀b\nc");
  CHECK(place(file, 0) == std::pair(1u, 1u));
  CHECK(place(file, 1) == std::pair(1u, 2u));
  CHECK(place(file, 3) == std::pair(1u, 3u));
  CHECK(place(file, 6) == std::pair(1u, 4u));
  CHECK(place(file, 10) == std::pair(1u, 5u));
  CHECK(place(file, 11) == std::pair(1u, 6u));  // the line break itself
  CHECK(place(file, 12) == std::pair(2u, 1u));
}

TEST_CASE("an offset behind the text is its end, a line that is not there the nearest") {
  const SourceFile file("a.sdg", "ab\ncd");
  CHECK(place(file, 900) == std::pair(2u, 3u));
  CHECK(file.line_begin(0) == 0);
  CHECK(file.line_begin(2) == 3);
  CHECK(file.line_begin(9) == 3);
}

TEST_CASE("a part of a file has the lines and columns of the whole") {
  const SourceFile part("a.yml", "one\ntwo\n", {10, 4});
  CHECK(part.position(0).line == 10);
  CHECK(part.position(0).column == 5);
  CHECK(part.position(5).line == 11);
  CHECK(part.position(5).column == 6);
  CHECK(part.line(10) == "one");
  CHECK(part.line(11) == "two");
  CHECK(part.line(9).empty());
  CHECK(part.line(13).empty());
  CHECK(part.line_begin(11) == 4);
  CHECK(part.line_begin(1) == 0);
}
