#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "compiler/plan/plan.h"
#include "compiler/source/result.h"

namespace sdg::source {

/// One row, and where it stood.
struct SourceRow {
  plan::Value value;         // a record of the source's row type
  std::uint64_t number = 0;  // in its file, from 0: with `file`, the row's default key
  std::string file;          // of a glob: its path from the pipeline's folder; empty for a single file
};

/// The rows of a source, one after the other in bounded memory. Conformed to the row type: fields that the type does
/// not name are left out, in the order of the type.
class RowReader {
 public:
  virtual ~RowReader() = default;
  /// The next row, or nothing after the last. A failure names file, line and remedy, and ends the reading.
  virtual Result<std::optional<SourceRow>> next() = 0;
};

/// Opens a source. `folder` is the pipeline's: files of a glob are named from there. `source` and `types` live longer.
Result<std::unique_ptr<RowReader>> open_source(const plan::SourceSpec& source, const plan::TypeTable& types,
                                               const std::string& folder);

/// What a source is read from, in the order it is read: one path, or those that a glob matches. Nothing for stdin.
Result<std::vector<std::string>> source_files(const plan::SourceSpec& source);

}  // namespace sdg::source
