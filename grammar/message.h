#pragma once

namespace sdg::grammar {

/// What kind of thing had to stand where matching stopped.
enum class Wanted : unsigned char {
  Value,
  Name,
  Type,
  Entry,    // of a record or schema
  Pattern,  // of an arm
  Arrow,    // behind it
  Colon,
  Equals,
  When,
  Closer,  // of a bracket, or the comma before what follows in it
  Block,   // the `{` of a block
  StatementEnd,
  Declaration,
  DatasetLine,
  GeneratorLine,
  TestLine,
  StringEnd,
  InterpolationEnd,
  TagWord,
  TagEnd,
  Here,           // the rest of something that ends exactly where matching stopped
  Nesting,        // less of it
  StringNesting,  // less of it
  Other,
};

/// What is said where matching cannot go back.
struct Message {
  Wanted wanted;
  int code;  // of SDG0100–0199; sdg::diag::Code has the names
  const char* expected;
};

}  // namespace sdg::grammar
