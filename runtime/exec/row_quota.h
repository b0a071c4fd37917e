#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>

#include "runtime/exec/wait_list.h"

namespace sdg::exec {

/// How many of the rows that candidates bring are wanted, where `rows` counts those below an `each`: the first ones, in
/// the order of the candidates, whoever is done first.
class RowQuota {
 public:
  /// `first_window`: how many candidates are begun before any has said what it brings.
  RowQuota(std::uint64_t wanted, std::size_t first_window) : wanted_(wanted), first_window_(first_window) {}

  /// Called with how many of a candidate's rows are wanted; with nothing where the run ended before that was known.
  using Then = std::function<void(std::optional<std::uint64_t> room)>;
  /// The candidate at `place` brings this many. `then` is called once all before it are known, perhaps at once.
  void add(std::uint64_t place, std::uint64_t rows, Then then);
  /// A candidate that will never say what it brings: nobody behind it can know.
  void close();

  /// Suspends the fiber until the candidate may begin: not so far ahead that it would be paid for in vain. False where
  /// no more are needed.
  bool wait_to_begin(std::uint64_t place);

 private:
  struct Known {
    std::uint64_t rows;
    Then then;
  };
  std::uint64_t window() const;
  bool is_full() const { return given_ >= wanted_; }

  std::uint64_t wanted_;
  std::size_t first_window_;
  std::map<std::uint64_t, Known> ahead_;  // known, behind one that is not
  std::uint64_t next_ = 0;                // the first candidate that is not known
  std::uint64_t given_ = 0;               // rows of those before it
  bool closed_ = false;
  WaitList changed_;
};

}  // namespace sdg::exec
