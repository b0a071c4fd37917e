#include <utility>

#include "runtime/source/format_reader.h"
#include "runtime/source/json_trouble.h"
#include "runtime/value/json_reader.h"

namespace sdg::source {
namespace {

/// One JSON object a line; blank lines are passed over.
class JsonLines final : public FormatReader {
 public:
  JsonLines(std::unique_ptr<ByteStream> stream, RowType type) : stream_(std::move(stream)), type_(type) {}

  Result<std::optional<plan::Value>> next() override {
    for (;;) {
      line_.clear();
      const auto number = stream_->line();
      if (!stream_->append_line(line_)) return at_end(number);
      if (line_.find_first_not_of(" \t\r") != std::string::npos) return read_row(number);
    }
  }

 private:
  Result<std::optional<plan::Value>> at_end(std::uint64_t number) const {
    if (!stream_->trouble().empty()) return stream_->failure(number, stream_->trouble());
    return std::optional<plan::Value>();
  }

  Result<std::optional<plan::Value>> read_row(std::uint64_t number) const {
    if (const auto what = not_utf8(line_); !what.empty()) return stream_->failure(number, what);
    const auto value = value::read_json(line_);
    if (value) return fit_row(*stream_, number, *value, type_);
    const auto& failure = value.failure();
    if (failure.cut && !stream_->last_line_ended()) {
      return stream_->failure(number,
                              "the last line breaks off, as if the file was cut; complete it or delete the line");
    }
    return stream_->failure(number, no_json(failure.message));
  }

  std::unique_ptr<ByteStream> stream_;
  RowType type_;
  std::string line_;
};

}  // namespace

std::unique_ptr<FormatReader> read_jsonl(std::unique_ptr<ByteStream> stream, RowType type) {
  return std::make_unique<JsonLines>(std::move(stream), type);
}

}  // namespace sdg::source
