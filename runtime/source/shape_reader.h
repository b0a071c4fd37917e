#pragma once

#include <cstddef>
#include <cstdint>

#include "compiler/source/schema_reader.h"

namespace sdg::source {

/// Tells what rows a file holds by its first rows: a later one that does not fit is an error with its line.
class ShapeReader final : public SchemaReader {
 public:
  static constexpr std::uint64_t kMostRows = 1'000;
  static constexpr std::size_t kMostBytes = std::size_t{4} << 20;

  explicit ShapeReader(std::uint64_t most_rows = kMostRows, std::size_t most_bytes = kMostBytes)
      : most_rows_(most_rows), most_bytes_(most_bytes) {}
  Result<Shape> read_shape(const SourceFormat& source) override;

 private:
  std::uint64_t most_rows_;
  std::size_t most_bytes_;
};

}  // namespace sdg::source
