#include "runtime/exec/cross_product.h"

#include <utility>

namespace sdg::exec {

/// The next row of this input, or its first one again with the next of the input before it.
Result<bool> CrossProduct::advance(std::size_t input) {
  auto row = readers_[input]->next();
  if (!row) return row.take_failure();
  if (!*row) {
    if (input == 0) return false;
    auto before = advance(input - 1);
    if (!before || !*before) return before;
    auto again = openers_[input]();
    if (!again) return again.take_failure();
    readers_[input] = std::move(*again);
    row = readers_[input]->next();
    if (!row) return row.take_failure();
    if (!*row) return false;
  }
  current_[input] = std::move(**row);
  return true;
}

Result<bool> CrossProduct::begin() {
  begun_ = true;
  current_.resize(openers_.size());
  for (const auto& open : openers_) {
    auto reader = open();
    if (!reader) return reader.take_failure();
    readers_.push_back(std::move(*reader));
  }
  for (std::size_t i = 0; i < readers_.size(); ++i) {
    auto row = readers_[i]->next();
    if (!row) return row.take_failure();
    if (!*row) return false;
    current_[i] = std::move(**row);
  }
  return true;
}

Result<const std::vector<InputRow>*> CrossProduct::next() {
  if (openers_.empty()) return static_cast<const std::vector<InputRow>*>(&current_);
  auto more = begun_ ? advance(openers_.size() - 1) : begin();
  if (!more) return more.take_failure();
  return *more ? static_cast<const std::vector<InputRow>*>(&current_) : nullptr;
}

}  // namespace sdg::exec
