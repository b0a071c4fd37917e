#include "runtime/exec/input_rows.h"

#include <mutex>
#include <utility>
#include <vector>

#include "runtime/source/row_reader.h"

namespace sdg::exec {
namespace {

class ValueRows final : public InputRows {
 public:
  explicit ValueRows(const plan::InputSpec& input) : input_(input) {}
  Result<std::optional<InputRow>> next() override {
    if (at_ == input_.values.size()) return std::optional<InputRow>();
    const auto number = at_++;
    return std::optional(InputRow{input_.values[number], number, {}, {}});
  }

 private:
  const plan::InputSpec& input_;
  std::size_t at_ = 0;
};

/// The rows of a stream that can be read once.
class KeptRows {
 public:
  Result<void> read_all(InputRows& rows) {
    while (true) {
      auto row = rows.next();
      if (!row) return row.take_failure();
      if (!*row) return {};
      rows_.push_back(std::move(**row));
    }
  }
  const InputRow* at(std::size_t place) const { return place < rows_.size() ? &rows_[place] : nullptr; }

 private:
  std::vector<InputRow> rows_;
};

class RowsAgain final : public InputRows {
 public:
  explicit RowsAgain(std::shared_ptr<const KeptRows> kept) : kept_(std::move(kept)) {}
  Result<std::optional<InputRow>> next() override {
    const auto* row = kept_->at(at_++);
    return row != nullptr ? std::optional(*row) : std::nullopt;
  }

 private:
  std::shared_ptr<const KeptRows> kept_;
  std::size_t at_ = 0;
};

class SourceRows final : public InputRows {
 public:
  explicit SourceRows(std::unique_ptr<source::RowReader> reader) : reader_(std::move(reader)) {}
  Result<std::optional<InputRow>> next() override {
    auto row = reader_->next();
    if (!row) return row.take_failure();
    if (!*row) return std::optional<InputRow>();
    return std::optional(InputRow{std::move((*row)->value), (*row)->number, std::move((*row)->file), {}});
  }

 private:
  std::unique_ptr<source::RowReader> reader_;
};

/// Several datasets may begin to read at once, each on a thread of its own.
InputOpener open_once(const InputOpener& open) {
  struct Once {
    std::mutex mutex;
    std::shared_ptr<KeptRows> rows;
  };
  const auto once = std::make_shared<Once>();
  return [open, once]() -> Result<std::unique_ptr<InputRows>> {
    const std::lock_guard lock(once->mutex);
    if (!once->rows) {
      auto reader = open();
      if (!reader) return reader.take_failure();
      auto rows = std::make_shared<KeptRows>();
      if (auto read = rows->read_all(**reader); !read) return read.take_failure();
      once->rows = std::move(rows);
    }
    return std::unique_ptr<InputRows>(std::make_unique<RowsAgain>(once->rows));
  };
}

}  // namespace

InputOpener open_values(const plan::InputSpec& input) {
  return [&input]() -> Result<std::unique_ptr<InputRows>> {
    return std::unique_ptr<InputRows>(std::make_unique<ValueRows>(input));
  };
}

InputOpener open_source_rows(const plan::Plan& plan, const plan::SourceSpec& source, const std::string& folder) {
  const InputOpener open = [&plan, &source, folder]() -> Result<std::unique_ptr<InputRows>> {
    auto reader = source::open_source(source, plan.types, folder);
    if (!reader) return reader.take_failure();
    return std::unique_ptr<InputRows>(std::make_unique<SourceRows>(std::move(*reader)));
  };
  return source.path == "-" ? open_once(open) : open;
}

}  // namespace sdg::exec
