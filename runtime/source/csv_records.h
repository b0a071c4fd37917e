#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "compiler/source/result.h"
#include "runtime/source/byte_stream.h"

namespace sdg::source {

/// The records of a file of separated values, as RFC 4180 has them: a cell in quotes may hold separators, line breaks
/// and doubled quotes. Lines end with `\n` or `\r\n`; empty ones are passed over.
class CsvRecords {
 public:
  CsvRecords(ByteStream& stream, char separator);

  /// Puts the next record into `cells`, whose strings are used again; false after the last.
  Result<bool> next(std::vector<std::string>& cells);
  /// Where the last record began.
  std::uint64_t line() const { return line_; }

 private:
  enum class End : std::uint8_t { Cell, Record };
  Result<bool> read_record(std::vector<std::string>& cells);
  Result<End> read_cell(std::string& cell);
  Result<End> read_plain(std::string& cell);
  Result<End> read_quoted(std::string& cell);
  Result<End> end_of_quoted();
  Failure fail(std::string_view what) const { return stream_.failure(line_, what); }

  ByteStream& stream_;
  char separator_;
  std::string stops_;      // what a plain cell ends at
  bool is_blank_ = false;  // the record is a line without anything on it
  std::uint64_t line_ = 1;
};

/// `,` for csv, a tab for tsv, unless the source says another one.
char usual_separator(std::string_view format);

}  // namespace sdg::source
