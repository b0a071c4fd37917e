#include "runtime/source/csv_cell.h"

#include <string>
#include <utility>

#include "compiler/plan/number_text.h"
#include "runtime/value/json_reader.h"
#include "runtime/value/scalar_reader.h"

namespace sdg::source {
namespace {

using plan::TypeKind;
using plan::Value;
using Read = Result<Value, value::Violations>;

bool is_bool(std::string_view cell) {
  return cell == "true" || cell == "false" || cell == "True" || cell == "False" || cell == "TRUE" || cell == "FALSE";
}

bool looks_like_code(std::string_view cell) {
  if (cell.starts_with('+')) return true;
  if (cell.starts_with('-')) cell.remove_prefix(1);
  return cell.size() > 1 && cell[0] == '0' && cell[1] >= '0' && cell[1] <= '9';
}

Read read_json_cell(std::string_view cell) {
  auto value = value::read_json(cell);
  if (!value) return value::Violations{{{}, "this is no JSON: " + value.failure().message}};
  return std::move(*value);
}

}  // namespace

CellKind kind_of_cell(std::string_view cell) {
  if (cell.empty()) return CellKind::Empty;
  if (is_bool(cell)) return CellKind::Bool;
  if (looks_like_code(cell)) return CellKind::String;
  if (plan::parse_int(cell)) return CellKind::Int;
  if (plan::parse_float(cell)) return CellKind::Float;
  return CellKind::String;
}

Read read_cell(const value::Conformer& conformer, plan::TypeId type, std::string_view cell) {
  const auto& types = conformer.types();
  const auto required = types.required(type);
  const auto kind = types[required].kind;
  if (cell.empty() && (kind != TypeKind::String || types.is_optional(type))) return Value();
  switch (kind) {
    case TypeKind::String:
    case TypeKind::Literal:
      // Data is taken as it stands: no blanks are left out, no case is mended.
      if (kind == TypeKind::String || types[required].literals.front().is_string())
        return Value::string(std::string(cell));
      return value::read_scalar(conformer, required, cell);
    case TypeKind::List:
    case TypeKind::Record:
    case TypeKind::Json: return read_json_cell(cell);
    default: return value::read_scalar(conformer, required, cell);
  }
}

}  // namespace sdg::source
