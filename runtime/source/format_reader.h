#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "compiler/plan/type.h"
#include "compiler/plan/value.h"
#include "compiler/source/result.h"
#include "runtime/source/byte_stream.h"
#include "runtime/value/conform.h"

namespace sdg::source {

/// The rows of one file.
class FormatReader {
 public:
  virtual ~FormatReader() = default;
  /// The next row, or nothing after the last.
  virtual Result<std::optional<plan::Value>> next() = 0;
};

/// What rows must be.
struct RowType {
  const value::Conformer& conformer;
  plan::TypeId row;
};

std::unique_ptr<FormatReader> read_jsonl(std::unique_ptr<ByteStream> stream, RowType type);
std::unique_ptr<FormatReader> read_json_rows(std::unique_ptr<ByteStream> stream, RowType type);
/// Fails where the header does not hold what the type wants.
Result<std::unique_ptr<FormatReader>> read_csv(std::unique_ptr<ByteStream> stream, char separator, RowType type);
/// One row: `path` as given, `text` as it stands.
std::unique_ptr<FormatReader> read_document(std::unique_ptr<ByteStream> stream, std::string path, RowType type);

/// A value read at `line` as a row, or what of it does not fit.
Result<std::optional<plan::Value>> fit_row(const ByteStream& stream, std::uint64_t line, const plan::Value& value,
                                           RowType type);
/// Why a text cannot be read as UTF-8; empty where it can.
std::string not_utf8(std::string_view text);

}  // namespace sdg::source
