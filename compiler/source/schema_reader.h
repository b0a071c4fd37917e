#pragma once

#include <string>
#include <vector>

#include "compiler/source/result.h"

namespace sdg::source {

/// The shape of data as a file shows it: kinds of values, fields in their order, what may be missing.
struct Shape {
  enum class Kind { Null, Bool, Int, Float, String, List, Record, Json };
  Kind kind = Kind::Null;
  bool optional = false;
  std::vector<std::string> names;  // of a record's fields
  std::vector<Shape> parts;        // a record's fields, or a list's one element
};

/// What a source declaration says about how its file is to be read.
struct SourceFormat {
  std::string path;       // as resolved from the pipeline's folder
  std::string separator;  // of csv; empty: by the extension
  std::string format;     // `jsonl csv …`; empty: by the extension
};

/// Tells the compiler what rows a file holds, by looking at a bounded sample of it.
class SchemaReader {
 public:
  virtual ~SchemaReader() = default;
  virtual Result<Shape> read_shape(const SourceFormat& source) = 0;
};

}  // namespace sdg::source
