#include "runtime/source/csv_records.h"

#include <fmt/format.h>

#include <algorithm>

namespace sdg::source {

char usual_separator(std::string_view format) { return format == "tsv" ? '\t' : ','; }

CsvRecords::CsvRecords(ByteStream& stream, char separator)
    : stream_(stream), separator_(separator), stops_{separator, '\n'} {}

Result<bool> CsvRecords::next(std::vector<std::string>& cells) {
  for (;;) {
    line_ = stream_.line();
    const bool ended = stream_.peek() == ByteStream::kEnd;
    if (!stream_.trouble().empty()) return fail(stream_.trouble());
    if (ended) return false;
    auto read = read_record(cells);
    if (!read || !is_blank_) return read;
  }
}

Result<bool> CsvRecords::read_record(std::vector<std::string>& cells) {
  is_blank_ = stream_.peek() != '"';
  std::size_t count = 0;
  for (bool more = true; more; ++count) {
    if (count == cells.size()) cells.emplace_back();
    cells[count].clear();
    const auto end = read_cell(cells[count]);
    if (!end) return end.failure();
    more = *end == End::Cell;
  }
  cells.resize(count);
  is_blank_ = is_blank_ && count == 1 && cells.front().empty();
  return true;
}

Result<CsvRecords::End> CsvRecords::read_cell(std::string& cell) {
  return stream_.peek() == '"' ? read_quoted(cell) : read_plain(cell);
}

Result<CsvRecords::End> CsvRecords::read_plain(std::string& cell) {
  for (auto piece = stream_.piece(); !piece.empty(); piece = stream_.piece()) {
    const auto length = std::min(piece.find_first_of(stops_), piece.size());
    cell.append(piece.substr(0, length));
    const bool stopped = length < piece.size();
    const bool is_separator = stopped && piece[length] == separator_;
    stream_.skip(length + (stopped ? 1 : 0));
    if (cell.size() > kLargestRow) return fail("this cell is larger than 64 MB");
    if (is_separator) return End::Cell;
    if (stopped) break;
  }
  if (cell.ends_with('\r')) cell.pop_back();
  return End::Record;
}

Result<CsvRecords::End> CsvRecords::read_quoted(std::string& cell) {
  stream_.take();
  for (auto piece = stream_.piece(); !piece.empty(); piece = stream_.piece()) {
    const auto length = std::min(piece.find('"'), piece.size());
    cell.append(piece.substr(0, length));
    const bool at_quote = length < piece.size();
    stream_.skip(length + (at_quote ? 1 : 0));
    if (cell.size() > kLargestRow) break;
    if (!at_quote) continue;
    if (stream_.peek() != '"') return end_of_quoted();
    cell += static_cast<char>(stream_.take());
  }
  return fail("a cell of this record begins with a quote that is never closed");
}

Result<CsvRecords::End> CsvRecords::end_of_quoted() {
  int byte = stream_.take();
  if (byte == static_cast<unsigned char>(separator_)) return End::Cell;
  if (byte == '\r') byte = stream_.take();
  if (byte == '\n' || byte == ByteStream::kEnd) return End::Record;
  return fail(fmt::format("a closing quote is followed by `{}`; double the quotes that are inside a quoted cell",
                          static_cast<char>(byte)));
}

}  // namespace sdg::source
