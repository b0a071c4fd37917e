#include "runtime/exec/input_rows.h"

#include <utility>

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

}  // namespace

InputOpener open_values(const plan::InputSpec& input) {
  return [&input]() -> Result<std::unique_ptr<InputRows>> {
    return std::unique_ptr<InputRows>(std::make_unique<ValueRows>(input));
  };
}

InputOpener open_source_rows(const plan::Plan& plan, const plan::SourceSpec& source, const std::string& folder) {
  return [&plan, &source, folder]() -> Result<std::unique_ptr<InputRows>> {
    auto reader = source::open_source(source, plan.types, folder);
    if (!reader) return reader.take_failure();
    return std::unique_ptr<InputRows>(std::make_unique<SourceRows>(std::move(*reader)));
  };
}

}  // namespace sdg::exec
