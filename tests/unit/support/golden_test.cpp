#include "tests/support/golden.h"

#include <doctest/doctest.h>

#include "tests/support/temp_dir.h"

using namespace sdg::test;

namespace {

/// A program that stands in for sdgc: it takes a shell script as its argument.
std::filesystem::path shell(const TempDir& dir) {
  auto path = dir.write("shell", "#!/bin/sh\neval \"$1\"\n");
  std::filesystem::permissions(path, std::filesystem::perms::owner_all);
  return path;
}

}  // namespace

TEST_CASE("a golden that tells what happens agrees") {
  const TempDir dir;
  const auto verdict = judge_golden(
      "Reads what it is given.\n"
      "---- args\n'cat a.txt; cat; echo oops >&2; exit 3'\n"
      "---- a.txt\nfrom the file\n"
      "---- stdin\nfrom stdin\n"
      "---- exit 3\n"
      "---- stdout\nfrom the file\nfrom stdin\n"
      "---- stderr\noops\n",
      shell(dir));
  REQUIRE(verdict.ok());
  CHECK(verdict->difference.empty());
}

TEST_CASE("what a golden leaves out is expected to be empty") {
  const TempDir dir;
  const auto verdict = judge_golden("---- args\n'echo surprise'\n---- exit 0\n", shell(dir));
  CHECK(verdict->difference == "@@ -1 +1 @@\n ---- args\n 'echo surprise'\n ---- exit 0\n+---- stdout\n+surprise\n");
}

TEST_CASE("commands of one golden run one after the other in one folder") {
  const TempDir dir;
  const std::string text =
      "---- args\n'cp in out'\n---- ./in\nfirst\n---- exit 0\n---- file out\nfirst\n---- no file other\n"
      "---- ./in\nsecond\n---- args\n'cp in out'\n---- exit 0\n---- file out\nsecond\n";
  CHECK(judge_golden(text, shell(dir))->difference.empty());
}

TEST_CASE("the folder and what differs from run to run have placeholders") {
  const TempDir dir;
  const std::string text =
      "---- args\n'pwd; echo $X; echo pid $$'\n---- env\nX=$DIR/x\n---- exit 0\n---- stdout\n$DIR\n$DIR/x\npid $ANY\n";
  CHECK(judge_golden(text, shell(dir))->difference.empty());
}

TEST_CASE("an update writes what happens and keeps the words before") {
  const TempDir dir;
  const auto verdict = judge_golden("Why.\n---- args\n'printf x; cp shell y'\n---- file z\n", shell(dir));
  CHECK(verdict->updated_text ==
        "Why.\n---- args\n'printf x; cp shell y'\n---- exit 1\n---- stdout\nx\n"
        "\\ No newline at end\n---- stderr\ncp: cannot stat 'shell': No such file or directory\n---- no file z\n");
}

TEST_CASE("content that looks like a mark survives a round trip") {
  const std::string text = "---- args\nx\n---- a.txt\n\\---- stdout\n---- exit 0\n";
  const auto golden = parse_golden(text);
  REQUIRE(golden.ok());
  CHECK(golden->steps[0].inputs[0].text == "---- stdout\n");
  CHECK(print_golden(*golden) == text);
}

TEST_CASE("a golden that cannot be understood says why") {
  CHECK(parse_golden("---- args\nx\n---- stdot\n").failure().message == "unknown section `stdot`");
  CHECK(parse_golden("---- args\nx\n---- exit one\n").failure().message == "`exit` wants a number, not `one`");
  CHECK(parse_golden("---- exit 0\n").failure().message == "an expectation stands before its `---- args`");
  CHECK(parse_golden("nothing\n").failure().message == "there is no `---- args`");
  CHECK(parse_golden("---- args\nx\n---- exit 0\n---- a.sdg\n").failure().message ==
        "the last sections belong to no `---- args`");
}

TEST_CASE("a crash is never accepted, not even by an update") {
  const TempDir dir;
  CHECK_THROWS(judge_golden("---- args\n'kill -SEGV $$'\n---- exit 139\n", shell(dir)));
}

TEST_CASE("quotes hold words together") {
  CHECK(*split_words("run  'a b' -p x=\"1 2\"\n") == std::vector<std::string>{"run", "a b", "-p", "x=1 2"});
  CHECK(*split_words("''") == std::vector<std::string>{""});
  CHECK_FALSE(split_words("'open").ok());
}
