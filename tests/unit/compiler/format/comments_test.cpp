#include "tests/unit/compiler/format/snippets.h"

namespace sdg::format {

TEST_CASE("a comment on a line of its own stands before what follows it") {
  check_lines({
      {"# one\na = 1\n      ## two\n\n\n# three\nb = 2\n# last",
       "  # one\n  a = 1\n  ## two\n\n  # three\n  b = 2\n  # last"},
  });
  check_programs({{"\n\n##! doc\n\n\n## of p\nparam p\n  # end\n", "##! doc\n\n## of p\nparam p\n# end\n"}});
}

TEST_CASE("a comment at the end of a line stays behind what precedes it") {
  check_lines({{"a = 1 # one   \nb = [1, # two\n2]# three", "  a = 1  # one\n  b = [1,  # two\n    2]  # three"}});
  check_programs({{"dataset d { # head\na = 1\n} # tail", "dataset d {  # head\n  a = 1\n}  # tail\n"}});
}

TEST_CASE("a comment inside an expression keeps its place among the tokens") {
  check_values({
      {"a + # one\nb", "a +  # one\n    b"},
      {"f( # one\n a # two\n , b\n # three\n)", "f(  # one\n    a,  # two\n    b,\n    # three\n  )"},
      {"[ # one\n]", "[  # one\n  ]"},
      {"a\n# why\nwhen b", "a\n    # why\n    when b"},
      {"{a: 1, # one\n# two\nb: 2}", "{\n    a: 1,  # one\n    # two\n    b: 2,\n  }"},
  });
}

TEST_CASE("comments behind neighbouring lines share a column where the writer gave them one") {
  check_lines({
      {"a = 1       # one\nbcd = 2     # two\n\ne = 1   # alone",
       "  a = 1    # one\n  bcd = 2  # two\n\n  e = 1  # alone"},
      {"a = 1 # one\nbcd = 2 # two", "  a = 1  # one\n  bcd = 2  # two"},
      {"a = \"é\"     # one\nb = \"語\"    # two", "  a = \"é\"   # one\n  b = \"語\"  # two"},
  });
}

TEST_CASE("the signs of a run share a column if one of them was set off") {
  check_lines({
      {"a    = 1\nbcd  = 2\n\ne  = 3", "  a   = 1\n  bcd = 2\n\n  e = 3"},
      {"a   = 1\nbcd = 2\nef = 3", "  a   = 1\n  bcd = 2\n  ef  = 3"},
      {"a   = 1\nbcd = 2\nlonger = 3", "  a      = 1\n  bcd    = 2\n  longer = 3"},
      {"a = 1\nbcd = 2\n\nlonger = 3", "  a = 1\n  bcd = 2\n\n  longer = 3"},
      {"let a = 1\nbcd   = 2", "  let a = 1\n  bcd   = 2"},
  });
}

TEST_CASE("a column with a type need not follow the others") {
  check_lines({
      {"a   = 1\nb: int=2\nbcd = 3", "  a   = 1\n  b: int = 2\n  bcd = 3"},
      {"a       = 1\nb: int  = 2", "  a      = 1\n  b: int = 2"},
      {"a: int    = 1\nbc: float = 2\nd: [string] = e", "  a: int    = 1\n  bc: float = 2\n  d: [string] = e"},
  });
}

TEST_CASE("named arguments on lines of their own share a column, too") {
  check_programs({
      {"model m=openai(\"id\",\nurl   = 1,\nabcde = 2)", "model m = openai(\"id\",\n  url   = 1,\n  abcde = 2)\n"},
      {"prompt a  = f()\nprompt bc = g(\nx  = 1,\nyz = 2)\n",
       "prompt a  = f()\nprompt bc = g(\n  x  = 1,\n  yz = 2,\n)\n"},
  });
}

}  // namespace sdg::format
