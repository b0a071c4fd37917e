#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "compiler/plan/plan.h"

namespace sdg::sink {

/// How rows look in a file. Only ever appends to `out`, which the caller empties as it likes.
class RowFormat {
 public:
  virtual ~RowFormat() = default;
  virtual void begin(std::string& /*out*/) {}
  virtual void append_row(std::string& out, std::span<const plan::Value> columns) = 0;
  virtual void end(std::string& /*out*/) {}
};

std::unique_ptr<RowFormat> make_jsonl_format(const std::vector<plan::OutputColumn>& columns);
/// `indent`: blanks a level; nothing is a row a line.
std::unique_ptr<RowFormat> make_json_format(const std::vector<plan::OutputColumn>& columns,
                                            std::optional<std::size_t> indent);
std::unique_ptr<RowFormat> make_csv_format(const std::vector<plan::OutputColumn>& columns, char separator);

/// By the output's format and options. Nothing where there is no such format.
std::unique_ptr<RowFormat> make_format(const plan::OutputSpec& output);

}  // namespace sdg::sink
