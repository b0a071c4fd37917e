#include "runtime/source/glob.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/temp_dir.h"

using sdg::source::expand_glob;
using sdg::source::is_glob;

namespace {

struct Tree {
  Tree() {
    for (const auto* name :
         {"b.txt", "a.txt", "a.md", ".c.txt", "x/d.txt", "x/y/e.txt", "z/f.txt", "10.txt", "9.txt"}) {
      folder.write(name, "x");
    }
    std::filesystem::create_directory_symlink(folder.path(), folder.path() / "x" / "up");
  }
  std::string matches(const std::string& pattern) const {
    std::string names;
    for (const auto& file : expand_glob((folder.path() / pattern).string())) {
      names += (names.empty() ? "" : " ") + std::filesystem::path(file).lexically_relative(folder.path()).string();
    }
    return names;
  }
  sdg::test::TempDir folder;
};

}  // namespace

TEST_CASE("files are matched part by part, in order of their bytes, hidden ones only by a dot") {
  const Tree tree;
  CHECK(tree.matches("*.txt") == "10.txt 9.txt a.txt b.txt");
  CHECK(tree.matches("[ab].*") == "a.md a.txt b.txt");
  CHECK(tree.matches("?.md") == "a.md");
  CHECK(tree.matches(".*.txt") == ".c.txt");
  CHECK(tree.matches("*/?.txt") == "x/d.txt z/f.txt");
  CHECK(tree.matches("x/*") == "x/d.txt");  // folders are no files
  CHECK(tree.matches("none/*.txt").empty());
}

TEST_CASE("two stars are folders at any depth, links to folders not followed") {
  const Tree tree;
  CHECK(tree.matches("**/*.txt") == "10.txt 9.txt a.txt b.txt x/d.txt x/y/e.txt z/f.txt");
  CHECK(tree.matches("x/**/e.txt") == "x/y/e.txt");
}

TEST_CASE("a path is a glob only where no file has that name") {
  const Tree tree;
  tree.folder.write("what?.txt", "x");
  CHECK_FALSE(is_glob((tree.folder.path() / "what?.txt").string()));
  CHECK(is_glob((tree.folder.path() / "wha?.txt").string()));
  CHECK_FALSE(is_glob((tree.folder.path() / "a.txt").string()));
}
