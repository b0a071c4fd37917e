#include "runtime/exec/shared_rows.h"

#include <utility>

namespace sdg::exec {

class SharedRows::Reader {
 public:
  explicit Reader(SharedRows& shared) : shared_(shared) {}

  Result<std::optional<FinishedRow>> next() {
    if (own_) return own_->next();
    const auto reached = shared_.reach(at_);
    if (!reached) return reached.failure();
    switch (*reached) {
      case Reach::Kept: return std::optional(shared_.kept_[at_++]);
      case Reach::End: return std::optional<FinishedRow>();
      case Reach::NoRoom: break;
    }
    return go_on_alone();
  }

 private:
  Result<std::optional<FinishedRow>> go_on_alone() {
    own_ = shared_.open();
    for (std::size_t i = 0; i < at_; ++i) {
      if (const auto again = own_->next(); !again) return again.failure();
    }
    return own_->next();
  }

  SharedRows& shared_;
  std::size_t at_ = 0;
  std::unique_ptr<FinishedRows> own_;
};

Result<SharedRows::Reach> SharedRows::reach(std::size_t index) {
  if (index < kept_.size()) return Reach::Kept;
  if (at_end_) return Reach::End;
  if (room_ == 0) return Reach::NoRoom;
  if (!rest_) rest_ = open();
  auto row = rest_->next();
  if (!row) return row.take_failure();
  if (!*row) {
    at_end_ = true;
    rest_.reset();
    return Reach::End;
  }
  kept_.push_back(std::move(**row));
  --room_;
  return Reach::Kept;
}

InputOpener SharedRows::opener(plan::Shape shape) {
  return [this, shape = std::move(shape)]() -> Result<std::unique_ptr<InputRows>> {
    const auto reader = std::make_shared<Reader>(*this);
    return as_input(
        source_.program, [reader] { return reader->next(); }, shape);
  };
}

}  // namespace sdg::exec
