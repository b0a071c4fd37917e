#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace sdg {

/// What went wrong, in a sentence a user can act on.
struct Failure {
  std::string message;
};

/// A value, or the reason why there is none. For failures that are expected; a bug throws.
template <class T, class E = Failure>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(E failure) : state_(std::in_place_index<1>, std::move(failure)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }
  T& operator*() & { return std::get<0>(state_); }
  const T& operator*() const& { return std::get<0>(state_); }
  T&& operator*() && { return std::get<0>(std::move(state_)); }
  T* operator->() { return &std::get<0>(state_); }
  const T* operator->() const { return &std::get<0>(state_); }
  const E& failure() const { return std::get<1>(state_); }
  E&& take_failure() { return std::get<1>(std::move(state_)); }

 private:
  std::variant<T, E> state_;
};

template <class E>
class [[nodiscard]] Result<void, E> {
 public:
  Result() = default;
  Result(E failure) : failure_(std::move(failure)) {}

  bool ok() const { return !failure_; }
  explicit operator bool() const { return ok(); }
  const E& failure() const { return *failure_; }
  E&& take_failure() { return std::move(*failure_); }

 private:
  std::optional<E> failure_;
};

}  // namespace sdg
