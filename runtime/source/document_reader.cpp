#include <utility>

#include "runtime/source/format_reader.h"

namespace sdg::source {
namespace {

/// A text file as one row.
class Document final : public FormatReader {
 public:
  Document(std::unique_ptr<ByteStream> stream, std::string path, RowType type)
      : stream_(std::move(stream)), path_(std::move(path)), type_(type) {}

  Result<std::optional<plan::Value>> next() override {
    if (!stream_) return std::optional<plan::Value>();
    const auto stream = std::exchange(stream_, nullptr);
    std::string text;
    for (auto piece = stream->piece(); !piece.empty(); piece = stream->piece()) {
      text.append(piece);
      stream->skip(piece.size());
      if (text.size() > kLargestRow) return stream->failure(1, "this document is larger than 64 MB");
    }
    if (!stream->trouble().empty()) return stream->failure(1, stream->trouble());
    if (const auto what = not_utf8(text); !what.empty()) return stream->failure(1, what);
    static const auto shape = plan::make_shape({"path", "text"});
    const auto row = plan::Value::record(shape, {plan::Value::string(path_), plan::Value::string(std::move(text))});
    return fit_row(*stream, 1, row, type_);
  }

 private:
  std::unique_ptr<ByteStream> stream_;  // nothing after the row
  std::string path_;
  RowType type_;
};

}  // namespace

std::unique_ptr<FormatReader> read_document(std::unique_ptr<ByteStream> stream, std::string path, RowType type) {
  return std::make_unique<Document>(std::move(stream), std::move(path), type);
}

}  // namespace sdg::source
