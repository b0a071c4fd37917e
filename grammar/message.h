#pragma once

namespace sdg::grammar {

/// Where in the text a mistake is shown.
enum class Place : unsigned char {
  Next,    // at the next token, or behind the last one where the next is on a later line
  Here,    // exactly where matching stopped
  Opener,  // at the bracket or quote that is open
};

/// What is said where matching cannot go back.
struct Message {
  int code;  // of SDG0100–0199; sdg::diag::Code has the names
  const char* expected;
  Place place = Place::Next;
};

}  // namespace sdg::grammar
