#pragma once

#include <cstdint>
#include <string>

#include "compiler/source/result.h"

namespace sdg::store {

/// Why a store did not do what it was asked to. The run's exit code follows from it.
enum class StoreError : std::uint8_t {
  NoSpace,  // the disk is full, the reserve included
  Held,     // another run has it
  Refused,  // what is on disk does not open or read; `sdgc memo repair` may help
  Format,   // written by a newer sdgc, or no store at all
  Other,
};

/// `message` is a whole sentence with its place and, where there is one, the remedy.
struct StoreFailure {
  StoreError kind;
  std::string message;
};

template <class T>
using StoreResult = Result<T, StoreFailure>;

}  // namespace sdg::store
