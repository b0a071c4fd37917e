#pragma once

#include <cstdint>
#include <initializer_list>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace sdg::test {

/// What a random expression may come to.
enum class RandomKind : std::uint8_t { Int, Float, Text, Bool, Ints, Texts };

std::string_view type_of(RandomKind kind);

/// Writes random expressions of the kind that is wanted, over the names that are in scope.
class RandomValues {
 public:
  struct Name {
    std::string name;
    RandomKind kind;
  };

  explicit RandomValues(std::uint64_t seed) : random_(seed) {}

  int below(int n) { return static_cast<int>(random_() % static_cast<std::uint64_t>(n)); }
  bool maybe(int of = 2) { return below(of) == 0; }
  std::string_view one_of(std::initializer_list<std::string_view> list);
  RandomKind any_kind() { return static_cast<RandomKind>(below(6)); }

  std::vector<Name> scope;

  /// `depth` is how many operators may still stand inside each other.
  std::string value(RandomKind kind, int depth);
  std::string literal(RandomKind kind);
  std::string condition(int depth);
  /// Something in scope of the kind, else an empty text.
  std::string name_of(RandomKind kind);

 private:
  std::string conditional(RandomKind kind, int depth);
  std::string int_value(int depth);
  std::string float_value(int depth);
  std::string plain_text();
  std::string text_value(int depth);
  std::string ints_value(int depth);
  std::string texts_value(int depth);

  std::mt19937_64 random_;
};

}  // namespace sdg::test
