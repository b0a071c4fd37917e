#include "compiler/reference/entry.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace sdg::reference;

TEST_CASE("everything has a line for people and an example") {
  for (const Entry& entry : entries()) {
    CAPTURE(entry.name);
    CHECK(!entry.doc.empty());
    CHECK(!entry.example.empty());
    CHECK(entry.doc.find('\n') == std::string_view::npos);
  }
}

TEST_CASE("an example shows what it is an example of") {
  for (const Entry& entry : entries()) {
    CAPTURE(entry.name);
    // `pdf` and its like are the end of a path.
    const bool is_sign = entry.name == "[]";
    CHECK((is_sign || entry.example.find(entry.name) != std::string_view::npos));
  }
}

TEST_CASE("one name may be several things") {
  const auto found = find("date");
  REQUIRE(found.size() == 2);
  CHECK(found[0]->group == Group::Type);
  CHECK(found[1]->group == Group::Sampler);
  CHECK(find("nothing").empty());
}

TEST_CASE("a group has each name once, and every group has some") {
  for (const GroupSpec& group : groups()) {
    std::vector<std::string_view> names;
    for (const Entry& entry : entries())
      if (entry.group == group.group) names.push_back(entry.name);
    CAPTURE(group.title);
    CHECK(!names.empty());
    if (group.group == Group::Operator) continue;  // `-` stands before one value and between two
    std::ranges::sort(names);
    CHECK(std::ranges::adjacent_find(names) == names.end());
  }
}
