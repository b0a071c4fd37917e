#pragma once

#include <cstdint>
#include <string>

namespace sdg::test {

/// A program without mistakes, another for each seed, in no particular style: declarations of most kinds, columns of
/// most forms, each of the type that its place needs.
std::string random_program(std::uint64_t seed);

}  // namespace sdg::test
