#include <utility>

#include "runtime/source/format_reader.h"
#include "runtime/source/json_elements.h"
#include "runtime/source/json_trouble.h"
#include "runtime/value/json_reader.h"

namespace sdg::source {
namespace {

/// A list of objects, or one object.
class JsonRows final : public FormatReader {
 public:
  JsonRows(std::unique_ptr<ByteStream> stream, RowType type)
      : stream_(std::move(stream)), elements_(*stream_), type_(type) {}

  Result<std::optional<plan::Value>> next() override {
    auto found = elements_.next(text_);
    if (!found) return found.take_failure();
    if (!*found) return std::optional<plan::Value>();
    if (const auto what = not_utf8(text_); !what.empty()) return stream_->failure(elements_.line(), what);
    const auto value = value::read_json(text_);
    if (!value) return stream_->failure(elements_.line(), no_json(value.failure().message));
    return fit_row(*stream_, elements_.line(), *value, type_);
  }

 private:
  std::unique_ptr<ByteStream> stream_;
  JsonElements elements_;
  RowType type_;
  std::string text_;
};

}  // namespace

std::unique_ptr<FormatReader> read_json_rows(std::unique_ptr<ByteStream> stream, RowType type) {
  return std::make_unique<JsonRows>(std::move(stream), type);
}

}  // namespace sdg::source
